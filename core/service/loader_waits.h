#pragma once

#include "core/service/pending_get.h"

#include <chrono>
#include <map>
#include <mutex>
#include <set>
#include <string>
#include <vector>

namespace stampede {

/// Which loaders of this process wait for which values, so that a ring of them (a needs b, b needs a) is
/// found and broken instead of waiting for ever. A value is named by its server, its service and its key, so
/// that rings through several services are found as well. Any thread.
class LoaderWaits {
public:
    using Clock = std::chrono::steady_clock;

    static LoaderWaits& of_this_process();

    /// A loader that runs, as long as it does.
    class Loading {
    public:
        explicit Loading(std::string value);
        ~Loading();
        Loading(const Loading&) = delete;
        Loading& operator=(const Loading&) = delete;

        /// It waits for another value, until that is answered.
        void wait_for(std::string value, PendingGetPtr get);

    private:
        friend class LoaderWaits;
        struct Wait {
            std::string value;
            PendingGetPtr get;
            Clock::time_point since;
        };
        const std::string value_;
        std::vector<Wait> waits_;  ///< guarded by the mutex of LoaderWaits
    };

    /// Fails one get of each ring whose waits have all lasted for `patience`: younger ones may be over as
    /// soon as the server has answered.
    void break_rings(Clock::duration patience = std::chrono::milliseconds(200));

private:
    struct Search {
        Clock::time_point before;
        std::set<std::string> done;     ///< values that are in no ring, or in one that is broken
        std::vector<std::string> path;  ///< each needs the next
    };
    void look_for_rings(const std::string& value, Search& search) const;

    mutable std::mutex mutex_;
    std::multimap<std::string, Loading*> loading_;  ///< by the value that is being loaded
};

}  // namespace stampede
