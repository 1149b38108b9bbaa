#pragma once

#include "core/recording/server_trouble.h"
#include "core/runtime/scheduler.h"

#include <optional>
#include <string>
#include <vector>

namespace stampede {

/// Notes what a server does instead of answering, from its connections and its answers: one line for each
/// trouble, however many commands meet it. Belongs to the loop's thread.
class TroubleLog {
public:
    /// How bad what a connection meets is. A trouble that grows worse is one, told as its worst.
    enum class Kind : std::uint8_t {
        cut,     ///< the connection was closed; there may be another at once
        silent,  ///< commands have no answer
        gone,    ///< there is no server that would have us
    };

    explicit TroubleLog(const Scheduler& s) : scheduler_(s) {}

    /// A connection is in trouble, since `since` or now. `what` continues "the Redis server".
    void began(Kind kind, const std::string& what, std::optional<Instant> since = {});
    /// All connections are well.
    void over();
    /// A command was answered with this error code, such as "OOM".
    void refused(const std::string& code);
    /// A command got no answer, or could not be sent. It counts to the trouble that goes on, or to the next:
    /// commands are lost before their connection is.
    void lost_command();
    /// A fault of the scenario takes the server away from now until then: what happens meanwhile, and until
    /// connections are back, was asked for.
    void ask_for(Instant until);
    /// The run begins: what was before does not count.
    void start();

    /// Up to now. What has not ended is told as lasting until now.
    std::vector<ServerTrouble> so_far() const;

private:
    struct Asked {
        Instant from, until;
    };
    void close();
    bool asked_for(const ServerTrouble& t) const;

    const Scheduler& scheduler_;
    std::vector<ServerTrouble> ended_;
    std::vector<ServerTrouble> refusals_;  ///< by what they are, each until its last command
    std::optional<ServerTrouble> open_;    ///< of connections
    std::uint64_t lost_ = 0;               ///< commands, before there was a trouble
    Kind kind_ = Kind::cut;                ///< of `open_`
    std::vector<Asked> asked_;
};

/// "refuses to store: its memory is full (OOM)": what an error code means, continuing "the Redis server".
std::string meaning_of_refusal(const std::string& code);

}  // namespace stampede
