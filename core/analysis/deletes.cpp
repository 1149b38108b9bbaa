#include "core/analysis/causality.h"
#include "core/recording/events.h"

namespace stampede {

std::optional<std::size_t> deleted_meanwhile(const Recording& r, std::size_t event)
{
    const Event& of = r.events[event];
    const bool stored = of.what() == EventKind::stored;
    if (of.call.is_nobody() ||
        (!stored && of.what() != EventKind::fill_refused && of.what() != EventKind::release_lost))
        return {};
    const EventKind since = stored ? EventKind::load_began : EventKind::lock_taken;
    const CallFacts& facts = r.call(of.call);
    std::optional<std::size_t> deleted;
    for (std::size_t i = event; i-- > 0;) {
        const Event& e = r.events[i];
        // a refresh may go on with the lease of the look that started it
        if (e.what() == since && (e.call == of.call || (!stored && e.call == facts.parent))) return deleted;
        if (e.what() != EventKind::erased || deleted) continue;
        const Detail* d = r.detail(i);
        const bool counts =
            d && Erased::of(*d).key == facts.key && (stored || Erased::of(*d).with != Erased::With::nothing);
        if (counts) deleted = i;
    }
    return {};
}

}  // namespace stampede
