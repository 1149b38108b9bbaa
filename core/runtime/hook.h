#pragma once

namespace stampede {

/// Node of a circular doubly linked list that owns nothing. A list's head is a Hook too. A node takes
/// itself out of its list when it is destroyed, so whoever waits can be destroyed at any time.
struct Hook {
    Hook* previous = this;
    Hook* next = this;

    Hook() = default;
    Hook(const Hook&) = delete;
    Hook& operator=(const Hook&) = delete;
    ~Hook() { unlink(); }

    bool linked() const { return next != this; }

    void unlink()
    {
        previous->next = next;
        next->previous = previous;
        previous = next = this;
    }

    /// Called on a list's head: adds `node` at the end. REQUIRES: `node` is in no list.
    void append(Hook& node)
    {
        node.previous = previous;
        node.next = this;
        previous->next = &node;
        previous = &node;
    }
};

}  // namespace stampede
