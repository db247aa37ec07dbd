package store

import (
	"encoding/binary"
	"fmt"
	"slices"

	bolt "go.etcd.io/bbolt"

	"tagtap/flow"
	"tagtap/flow/shop"
)

// writePosts brings what shoppers did to notes, and the reviews that they followed up, to the state after the records.
func (p *projection) writePosts(tx *bolt.Tx, records []flow.Record) error {
	for i := range records {
		switch e := &records[i].Event; e.Kind {
		case flow.PostSet:
			if e.Of().Tally == nil {
				continue
			}
			if err := putPost(tx, p.shared.Post(e.Of().Tally.Note)); err != nil {
				return fmt.Errorf("post %s: %w", e.Of().Tally.Note, err)
			}
		case flow.FollowedUp:
			if err := p.rewriteReview(tx, e.Review.ID); err != nil {
				return fmt.Errorf("review %s: %w", e.Review.ID, err)
			}
		}
	}
	return nil
}

func putPost(tx *bolt.Tx, post flow.Post) error {
	body, err := encode(&post)
	if err != nil {
		return err
	}
	key := []byte(post.Note)
	return tx.Bucket(bucketPosts).Put(key, seal(key, body...))
}

// rewriteReview writes a review that was there already. Reviews are numbered from 1 and none ever goes.
func (p *projection) rewriteReview(tx *bolt.Tx, id shop.ReviewID) error {
	at := slices.IndexFunc(p.was.Reviews, func(r shop.Review) bool { return r.ID == id })
	if at < 0 {
		return nil // one of the same records, which appendList has written as it is now; or none, and flow.Share says nothing
	}
	body, err := encode(&p.shared.Reviews[at])
	if err != nil {
		return err
	}
	key := binary.BigEndian.AppendUint64(nil, uint64(at)+1)
	return tx.Bucket(bucketReviews).Put(key, seal(key, body...))
}

// readPosts returns the posts by their notes, as flow.Share keeps them.
func readPosts(tx *bolt.Tx) ([]flow.Post, error) {
	var all []flow.Post
	err := tx.Bucket(bucketPosts).ForEach(func(key, sealed []byte) error {
		body, err := unseal(key, sealed)
		if err != nil {
			return err
		}
		var post flow.Post
		if err := decode(body, &post); err != nil {
			return unreadable(err)
		}
		if string(post.Note) != string(key) {
			return fmt.Errorf("note %q: %w", key, errChain)
		}
		all = append(all, post)
		return nil
	})
	return all, err
}
