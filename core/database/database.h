#pragma once

#include "core/recording/recorder.h"
#include "core/runtime/operation.h"

namespace stampede {

/// One query for one row. Lives in the awaiting frame. Destroying it, or its timeout, abandons the wait; the
/// query itself keeps its connection until it is over.
struct Query : Operation {
    std::uint32_t key = 0;
    std::uint32_t version = 0;  ///< answer: the row's version, current when the query began to execute
    Instant started{};          ///< answer: when it began to execute
    CallId call;
    void* record = nullptr;  ///< the database's own; set while it has the query
    class Database* database = nullptr;

    explicit Query(Scheduler& s) : Operation(s) {}
    ~Query();
};

/// Where values come from: ok, failed, absent (no such row) or timeout.
class Database : public Handler {
public:
    virtual ~Database() = default;
    /// Ends through the scheduler; with Status::timeout after `limit` if that is not zero.
    virtual Await run(Query& q, Duration limit) = 0;
    /// The answer that a query for `key` begun at `started` has: for those who ride along in a batch.
    /// ok or absent; `version` is set when ok.
    virtual Status read(std::uint32_t key, Instant started, std::uint32_t& version) = 0;
    /// `q` is being destroyed while the database has it.
    virtual void abandoned(Query& q) = 0;
};

inline Query::~Query()
{
    if (record) database->abandoned(*this);
}

}  // namespace stampede
