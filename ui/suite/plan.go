package suite

import (
	"fmt"

	"tagtap/flow"
	"tagtap/flow/story"
)

// Stdin is what positions call the story that was read from stdin.
const Stdin = "<stdin>"

// Job is a story with what it is played under. It is read-only once it is part of a plan.
type Job struct {
	Source   story.Source // as it was read
	Name     string       // of the story
	Title    string
	Tags     []string
	Flows    []*flow.Flow
	Shoppers []*flow.Shopper
	Seed     uint64 // of the first run of each flow, shopper and case
	Repeat   int    // how many seeds from there on, 1 and up
	Case     string // the only one that is played, "" for all

	cases []int32      // the places in the story's table of those that are played, nil for all
	count int          // of cases that are played
	kept  *story.Story // nil where it is read again when its turn comes
	order uint64       // in which its runs come, 0 for as they are
}

// Runs returns how many runs the job has.
func (j *Job) Runs() int { return len(j.Flows) * len(j.Shoppers) * j.count * j.Repeat }

// Cases returns how many cases of the story are played.
func (j *Job) Cases() int { return j.count }

// Shuffled says whether the runs of the job come in another order than flow by flow, shopper by shopper, case by case and
// seed by seed.
func (j *Job) Shuffled() bool { return j.order != 0 }

// MostRuns bounds a plan.
const MostRuns = 100_000_000

// mostKept is how many bytes of stories a plan keeps parsed, which takes some ten times the room. Beyond, a story is parsed
// again when its turn comes.
const mostKept = 1 << 20

// Plan is what is to be played. Read reads a story and looks it up; it is called again for stories that are too many or too
// long to be kept, and has to return the same for the same.
type Plan struct {
	Read func(story.Source) (*story.Story, error)

	jobs []*Job
	runs int
	kept int // bytes of those stories that are kept parsed
}

// Add takes a job whose story was read from its source. A Case that the story does not have leaves nothing to play, and the
// job is left out; the result says so.
func (p *Plan) Add(j *Job, s *story.Story) (taken bool, err error) {
	j.Name, j.Title, j.Tags = s.Name, s.Title.String(), s.Tags
	j.count = len(s.Cases)
	if j.Case != "" {
		for i := range s.Cases {
			if s.Cases[i].Name == j.Case {
				j.cases = append(j.cases, int32(i))
			}
		}
		if j.count = len(j.cases); j.count == 0 {
			return false, nil
		}
	}
	j.Repeat = max(1, j.Repeat)
	if all := float64(p.runs) + float64(len(j.Flows))*float64(len(j.Shoppers))*float64(j.count)*float64(j.Repeat); all > MostRuns {
		return false, fmt.Errorf("%.0f runs are too many, want at most %d", all, MostRuns)
	}
	if n := len(j.Source.Data); p.kept+n <= mostKept {
		p.kept += n
		j.kept = s
	}
	p.runs += j.Runs()
	p.jobs = append(p.jobs, j)
	return true, nil
}

// Jobs returns the jobs in the order in which they are played.
func (p *Plan) Jobs() []*Job { return p.jobs }

// Runs returns how many runs the plan has.
func (p *Plan) Runs() int { return p.runs }

// Twins are the names that several stories of a plan have.
func Twins(jobs []*Job) map[string]bool {
	files, twins := map[string]string{}, map[string]bool{}
	for _, j := range jobs {
		if file, ok := files[j.Name]; ok && file != j.Source.File {
			twins[j.Name] = true
		}
		files[j.Name] = j.Source.File
	}
	return twins
}

// First returns the first run of a plan that has one.
func (p *Plan) First() (story.Run, error) {
	s, err := p.story(p.jobs[0])
	if err != nil {
		return story.Run{}, err
	}
	r, _ := p.jobs[0].run(s, 0)
	return r, nil
}

// Each calls do for every run in order, until one returns an error. First says that it has the first seed of its flow, shopper
// and case. A story is held while its runs are made, and no longer.
func (p *Plan) Each(do func(j *Job, r story.Run, first bool) error) error {
	for _, j := range p.jobs {
		s, err := p.story(j)
		if err != nil {
			return err
		}
		for i := range j.Runs() {
			r, first := j.run(s, i)
			if err := do(j, r, first); err != nil {
				return err
			}
		}
	}
	return nil
}

// Shuffle puts the stories, and the runs of each, into an order that follows from a seed.
func (p *Plan) Shuffle(seed uint64) {
	jobs := make([]*Job, len(p.jobs))
	for i := range jobs {
		jobs[i] = p.jobs[permuted(i, len(jobs), seed)]
		jobs[i].order = mix(seed+uint64(i)) | 1
	}
	p.jobs = jobs
}

// story returns the story of a job.
func (p *Plan) story(j *Job) (*story.Story, error) {
	if j.kept != nil {
		return j.kept, nil
	}
	s, err := p.Read(j.Source)
	if err != nil {
		return nil, fmt.Errorf("read %s again: %w", j.Source.File, err)
	}
	return s, nil
}

// run returns a run of a job by its place.
func (j *Job) run(s *story.Story, i int) (r story.Run, first bool) {
	if j.order != 0 {
		i = permuted(i, j.Runs(), j.order)
	}
	seed := i % j.Repeat
	i /= j.Repeat
	at := i % j.count
	i /= j.count
	if j.cases != nil {
		at = int(j.cases[at])
	}
	who, f := j.Shoppers[i%len(j.Shoppers)], j.Flows[i/len(j.Shoppers)]
	return story.RunOf(s, f, who, &s.Cases[at], j.Seed+uint64(seed)), seed == 0
}

// permuted returns where the i-th of n goes: a bijection of 0…n−1 that needs no room. It is mixed among the powers of two
// that n fits in, until it falls among n.
func permuted(i, n int, seed uint64) int {
	bits := 1
	for 1<<bits < n {
		bits++
	}
	mask := uint64(1)<<bits - 1
	x := uint64(i)
	for {
		for round := range uint64(4) {
			k := mix(seed + round)
			x = (x*(k|1) + k>>7) & mask
			x ^= x >> ((bits + 1) / 2)
		}
		if x < uint64(n) {
			return int(x)
		}
	}
}

// mix is a round of SplitMix64 (Steele, Lea and Flood, 2014).
func mix(x uint64) uint64 {
	x += 0x9e3779b97f4a7c15
	x = (x ^ x>>30) * 0xbf58476d1ce4e5b9
	x = (x ^ x>>27) * 0x94d049bb133111eb
	return x ^ x>>31
}
