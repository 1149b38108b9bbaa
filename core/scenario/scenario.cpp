#include "core/scenario/scenario.h"

namespace stampede {

bool same_run(const Scenario& a, const Scenario& b)
{
    if (a.bookmarks == b.bookmarks) return a == b;
    Scenario other = b;
    other.bookmarks = a.bookmarks;
    return a == other;
}

}  // namespace stampede
