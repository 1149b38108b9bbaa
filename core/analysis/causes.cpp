#include "core/analysis/causes.h"

#include "core/analysis/phrases.h"
#include "core/recording/read_events.h"
#include "core/runtime/say.h"

#include <fmt/format.h>

#include <optional>

namespace stampede {

namespace {

/// Finds whose doing an answer was.
class Causes {
public:
    Causes(const Recording& r, CallId call) : r_(r), call_(call), key_(r.call(call).key) {}

    std::vector<std::string> tell();
    /// Who loaded the value that a request got from another; nobody if it cannot be told.
    CallId loader() const;

private:
    std::optional<std::size_t> last(EventKind what, CallId call) const;
    std::optional<std::size_t> end() const;
    std::optional<std::size_t> load_with(std::uint32_t version, std::size_t before) const;
    CallId refused_by() const;
    std::string origin_of_entry() const;

    const Recording& r_;
    CallId call_;
    std::uint32_t key_;
};

std::optional<std::size_t> Causes::last(EventKind what, CallId call) const
{
    for (std::size_t i = r_.events.size(); i-- > 0;)
        if (r_.events[i].call == call && r_.events[i].what() == what) return i;
    return {};
}

std::optional<std::size_t> Causes::end() const
{
    for (std::size_t i = r_.events.size(); i-- > 0;)
        if (r_.events[i].call == call_ && ends_request(r_.events[i].what())) return i;
    return {};
}

/// The last load of this key that had ended with that version by then; where it joined, one on its own
/// instance.
std::optional<std::size_t> Causes::load_with(std::uint32_t version, std::size_t before) const
{
    const bool joined = last(EventKind::joined, call_).has_value();
    for (std::size_t i = before; i-- > 0;) {
        const Event& e = r_.events[i];
        if (e.call.is_nobody() || e.call == call_ || r_.call(e.call).key != key_) continue;
        if (e.what() != EventKind::load_ended || e.aux() != version) continue;
        if (!joined || r_.call(e.call).instance == r_.call(call_).instance) return i;
    }
    return {};
}

CallId Causes::loader() const
{
    const auto ended = end();
    if (!ended || r_.events[*ended].what() != EventKind::answered_shared) return {};
    const auto load = load_with(r_.events[*ended].aux(), *ended);
    return load ? r_.events[*load].call : CallId();
}

/// Who had taken the lock of the key when this call was refused.
CallId Causes::refused_by() const
{
    const auto refused = last(EventKind::refused, call_);
    if (!refused || r_.events[*refused].aux() != 1) return {};
    for (std::size_t i = *refused; i-- > 0;) {
        const Event& e = r_.events[i];
        if (e.what() == EventKind::lock_taken && !e.call.is_nobody() && r_.call(e.call).key == key_)
            return e.call;
    }
    return {};
}

/// Where the entry came from that answered a request at its first look.
std::string Causes::origin_of_entry() const
{
    const auto ended = end();
    if (!ended) return {};
    const Event& answer = r_.events[*ended];
    if (answer.what() != EventKind::answered_fresh && answer.what() != EventKind::answered_stale) return {};
    for (std::size_t i = *ended; i-- > 0;) {
        const Event& e = r_.events[i];
        if (e.what() != EventKind::stored || e.call.is_nobody() || r_.call(e.call).key != key_) continue;
        const Detail* d = r_.detail(i);
        if (!d || version_in_answers(StoredEntry::of(*d)) != answer.aux()) continue;
        const bool at_start =
            r_.call(e.call).origin == Origin::warming && !last(EventKind::refresh_began, e.call);
        if (at_start) return say("The entry it got was there when the run began.");
        return say("The entry it got was stored by {} at {}.", phrase(e.call), phrase(e.at));
    }
    return {};
}

std::vector<std::string> Causes::tell()
{
    std::vector<std::string> list;
    if (std::string entry = origin_of_entry(); !entry.empty()) list.push_back(std::move(entry));
    if (const CallId holder = refused_by(); !holder.is_nobody())
        list.push_back(say("It was refused because {} held the lock.", phrase(holder)));
    if (const CallId by = loader(); !by.is_nobody()) {
        const auto began = last(EventKind::load_began, by), ended = last(EventKind::load_ended, by);
        if (began && ended)
            list.push_back(say("The value it got was loaded by {}, from {} to {}.", phrase(by),
                               phrase(r_.events[*began].at), phrase(r_.events[*ended].at)));
        if (const CallId parent = r_.call(by).parent; !parent.is_nobody())
            list.push_back(
                say("That {} was started by {}, which had found the entry due.", phrase(by), phrase(parent)));
    }
    for (std::uint32_t n = 1; n <= r_.refreshes.size(); ++n)
        if (r_.refreshes[n - 1].parent == call_)
            list.push_back(say("Its look started {}.", phrase(CallId::refresh(n))));
    if (call_.is_refresh())
        if (const CallId parent = r_.call(call_).parent; !parent.is_nobody())
            list.push_back(say("It was started by {}, which had found the entry due.", phrase(parent)));
    return list;
}

}  // namespace

std::vector<std::string> causes_of(const Recording& recording, CallId call)
{
    return Causes(recording, call).tell();
}

CallId loader_of(const Recording& recording, CallId call)
{
    return Causes(recording, call).loader();
}

}  // namespace stampede
