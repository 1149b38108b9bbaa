#pragma once

#include "core/database/database.h"
#include "core/runtime/task.h"
#include "core/strategy/breaker.h"
#include "core/strategy/flights.h"

namespace stampede {

struct Call;
struct Instance;

/// How one instance asks the database, whoever asks: breaker around collapsing window around hard timeout.
class GuardedLoader {
public:
    /// Loads the row of the call's key and sets the version of its entry: ok, absent, timeout or failed.
    Task<Status> load(Call& c, const StrategyOptions& o);
    /// As if nothing had failed so far.
    void reset_breaker() { breaker_.reset(); }

private:
    /// One query for several keys, while its window is open. Whose key came first sends it; the others wait
    /// for its flight, whose entry tells when the query began.
    struct Batch {
        explicit Batch(GuardedLoader& l) : loader(l) { loader.batch_ = this; }
        ~Batch() { close(); }
        void close()
        {
            if (loader.batch_ == this) loader.batch_ = nullptr;
        }

        GuardedLoader& loader;
        Entry entry;
        Flight flight{entry};
        std::uint32_t keys = 1;
    };

    Task<Status> collapse(Call& c, const StrategyOptions& o);

    CircuitBreaker breaker_;
    Batch* batch_ = nullptr;  ///< the one whose window is open
};

}  // namespace stampede
