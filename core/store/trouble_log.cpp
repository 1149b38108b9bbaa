#include "core/store/trouble_log.h"

#include "core/runtime/say.h"

#include <algorithm>
#include <array>
#include <utility>

namespace stampede {

namespace {

using namespace std::chrono_literals;

/// Refusals further apart are two troubles.
constexpr Duration one_trouble = 1s;
/// A server that comes and goes all the time does not fill the memory.
constexpr std::size_t most_troubles = 1'000;
/// Connections need that long to be back after a fault: their back-off, and some for the server to start.
constexpr Duration coming_back = 3s;
/// What was on its way when the fault began has been so for a moment.
constexpr Duration on_the_way = 100ms;

constexpr std::array<std::pair<std::string_view, std::string_view>, 8> meanings{{
    {"OOM", to_say("refuses to store: its memory is full")},
    {"READONLY", to_say("refuses to write: it is a read-only replica")},
    {"MISCONF", to_say("refuses to write: it cannot save its data")},
    {"NOREPLICAS", to_say("refuses to write: it has too few replicas")},
    {"NOAUTH", to_say("asks for a password")},
    {"NOPERM", to_say("does not allow this user what the run needs")},
    {"LOADING", to_say("is still loading its data")},
    {"BUSY", to_say("is busy with a script of somebody else")},
}};

}  // namespace

std::string meaning_of_refusal(const std::string& code)
{
    const auto found =
        std::find_if(meanings.begin(), meanings.end(), [&](const auto& m) { return m.first == code; });
    const std::string_view meaning = found != meanings.end() ? found->second : to_say("refuses commands");
    return fmt::format("{} ({})", translated(meaning), code);
}

void TroubleLog::began(Kind kind, const std::string& what, std::optional<Instant> since)
{
    const Instant now = scheduler_.now();
    std::string sentence = say("the Redis server {}", what);
    if (open_ && kind == Kind::gone && kind_ == Kind::gone && open_->what != sentence) close();
    if (!open_) {
        open_ = ServerTrouble{std::move(sentence), std::min(now, since.value_or(now)), now,
                              std::exchange(lost_, 0), false};
    } else if (kind > kind_) {
        open_->what = std::move(sentence);
    } else {
        return;
    }
    kind_ = kind;
}

void TroubleLog::over()
{
    if (open_) close();
}

void TroubleLog::close()
{
    open_->until = scheduler_.now();
    if (ended_.size() < most_troubles) {
        ended_.push_back(*std::exchange(open_, std::nullopt));
        return;
    }
    ended_.back().until = open_->until;
    ended_.back().commands += open_->commands;
    open_.reset();
}

void TroubleLog::refused(const std::string& code)
{
    const Instant now = scheduler_.now();
    const std::string what = say("the Redis server {}", meaning_of_refusal(code));
    // The newest of its kind, if it is the same trouble still.
    const auto last = std::find_if(refusals_.rbegin(), refusals_.rend(),
                                   [&](const ServerTrouble& t) { return t.what == what; });
    const bool same =
        last != refusals_.rend() && (last->until + one_trouble >= now || refusals_.size() >= most_troubles);
    if (same) {
        last->until = now;
        ++last->commands;
    } else {
        refusals_.push_back({what, now, now, 1, false});
    }
}

void TroubleLog::lost_command()
{
    ++(open_ ? open_->commands : lost_);
}

void TroubleLog::ask_for(Instant until)
{
    asked_.push_back({scheduler_.now(), until});
}

void TroubleLog::start()
{
    ended_.clear();
    refusals_.clear();
    lost_ = 0;
    if (open_) open_->from = scheduler_.now();
}

bool TroubleLog::asked_for(const ServerTrouble& t) const
{
    return std::any_of(asked_.begin(), asked_.end(), [&t](const Asked& a) {
        return t.from >= a.from - on_the_way && t.until <= a.until + coming_back;
    });
}

std::vector<ServerTrouble> TroubleLog::so_far() const
{
    std::vector<ServerTrouble> all = ended_;
    all.insert(all.end(), refusals_.begin(), refusals_.end());
    if (open_) {
        all.push_back(*open_);
        all.back().until = scheduler_.now();
    }
    for (ServerTrouble& t : all) t.asked_for = asked_for(t);
    std::stable_sort(all.begin(), all.end(),
                     [](const ServerTrouble& a, const ServerTrouble& b) { return a.from < b.from; });
    return all;
}

}  // namespace stampede
