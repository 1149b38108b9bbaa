#define QT_NO_EMIT  // Recorder::emit

#include <QtTest>

#include "tests/support/run_tests.h"
#include "tests/support/store_story.h"

using namespace stampede;
using namespace std::chrono_literals;

/// What both stores promise about entries, locks and leases.
class tst_StoreContract : public QObject {
    Q_OBJECT

private slots:
    void anEntryComesBackAsItWasStored();
    void anEntryIsGoneAtItsEnd();
    void aLockHasOneOwnerAtATime();
    void aLockIsGoneAtItsEnd();
    void onlyItsOwnerReleasesALock();
    void fencedTokensRise();
    void aFillIsRefusedOnlyAfterALaterToken();
    void aLookHandsOutOneLease();
    void aFreshEntryNeedsNoLeaseUnlessItIsForced();
    void aDeleteVoidsTheLeaseThatIsOut();
    void aPlainDeleteLeavesTheLock();
    void deletingAllTakesLockAndTokensAlong();
};

namespace {

Root store_and_look(StoreBench& bench, Protocol& p)
{
    Client ann(bench, "ann"), bob(bench, "bob");
    p.add(bob, "looks", co_await bob.send(CommandKind::get));
    p.add(bob, "sees", in_words(bob.entry, run_start));
    const Instant now = bench.scheduler.now();
    ann.entry = an_entry(now, 3);
    p.add(ann, "puts", co_await ann.send(CommandKind::put));
    p.add(bob, "looks", co_await bob.send(CommandKind::get));
    p.add(bob, "sees", in_words(bob.entry, now));
    ann.entry = an_entry(now, 4294967295);
    ann.entry.negative = true;
    co_await ann.send(CommandKind::put);
    co_await bob.send(CommandKind::get);
    p.add(bob, "sees", in_words(bob.entry, now));
    ann.entry.backed_off = true;
    co_await ann.send(CommandKind::put);
    co_await bob.send(CommandKind::get);
    p.add(bob, "sees", in_words(bob.entry, now));
    p.add(ann, "erases", co_await ann.send(CommandKind::erase));
    co_await bob.send(CommandKind::get);
    p.add(bob, "sees", in_words(bob.entry, now));
}

Root expire_entry(StoreBench& bench, Protocol& p)
{
    Client ann(bench, "ann");
    const Instant now = bench.scheduler.now();
    ann.entry = an_entry(now, 3);
    co_await ann.send(CommandKind::put, 30ms);
    co_await ann.wait(60ms);
    p.add(ann, "looks", co_await ann.send(CommandKind::get));
    p.add(ann, "sees", in_words(ann.entry, now));
}

Root one_owner(StoreBench& bench, Protocol& p)
{
    Client ann(bench, "ann"), bob(bench, "bob");
    p.add(ann, "takes", co_await ann.send(CommandKind::take_lock));
    p.add(bob, "takes", co_await bob.send(CommandKind::take_lock));
    p.add(ann, "releases", co_await ann.send(CommandKind::release_lock));
    p.add(bob, "takes", co_await bob.send(CommandKind::take_lock));
    p.add(bob, "has",
          ann.command.token != bob.command.token && bob.command.token != 0 ? "a token of his own"
                                                                           : "ann's token");
}

Root expire_lock(StoreBench& bench, Protocol& p)
{
    Client ann(bench, "ann"), bob(bench, "bob");
    p.add(ann, "takes", co_await ann.send(CommandKind::take_lock, 30ms));
    co_await bob.wait(60ms);
    p.add(bob, "takes", co_await bob.send(CommandKind::take_lock));
    p.add(ann, "releases", co_await ann.send(CommandKind::release_lock));
    p.add(bob, "releases", co_await bob.send(CommandKind::release_lock));
    p.add(bob, "releases", co_await bob.send(CommandKind::release_lock));
}

Root strangers_release(StoreBench& bench, Protocol& p)
{
    Client ann(bench, "ann"), bob(bench, "bob"), eve(bench, "eve");
    co_await ann.send(CommandKind::take_lock);
    eve.command.token = 4711;
    p.add(eve, "releases", co_await eve.send(CommandKind::release_lock));
    p.add(bob, "takes", co_await bob.send(CommandKind::take_lock));
    p.add(ann, "releases", co_await ann.send(CommandKind::release_lock));
}

Root rising_tokens(StoreBench& bench, Protocol& p)
{
    Client ann(bench, "ann");
    ann.command.fenced = true;
    for (int i = 0; i < 3; ++i) {
        p.add(ann, "takes", co_await ann.send(CommandKind::take_lock));
        p.add(ann, "has", std::to_string(ann.command.token));
        co_await ann.send(CommandKind::release_lock);
    }
    ann.command.key = 5;
    co_await ann.send(CommandKind::take_lock);
    p.add(ann, "has of another key", std::to_string(ann.command.token));
    Client bob(bench, "bob");
    bob.command.fenced = true;
    bob.command.key = 5;
    p.add(bob, "takes", co_await bob.send(CommandKind::take_lock, 30s));
    p.add(bob, "learns", bob.command.ttl <= 10s ? "when the lock ends" : "nothing");
}

Root fenced_fills(StoreBench& bench, Protocol& p)
{
    Client ann(bench, "ann");
    const Instant now = bench.scheduler.now();
    for (const std::uint32_t token : {0, 8, 8, 12, 9, 1'000'000'000, 999'999'999}) {
        ann.command.token = token;
        ann.entry = an_entry(now, token + 1, token);
        p.add(ann, "fills under " + std::to_string(token), co_await ann.send(CommandKind::fill));
    }
    co_await ann.send(CommandKind::get);
    p.add(ann, "sees", in_words(ann.entry, now));
    ann.entry = an_entry(now, 1);
    p.add(ann, "puts", co_await ann.send(CommandKind::put));
}

Root one_lease(StoreBench& bench, Protocol& p)
{
    Client ann(bench, "ann"), bob(bench, "bob");
    ann.command.fenced = bob.command.fenced = true;
    p.add(ann, "looks", co_await ann.send(CommandKind::get_or_lease));
    p.add(ann, "sees", in_words(ann.entry, run_start) + ", token " + std::to_string(ann.command.token));
    p.add(bob, "looks", co_await bob.send(CommandKind::get_or_lease, 30s));
    p.add(bob, "sees", in_words(bob.entry, run_start) + ", token " + std::to_string(bob.command.token));
    p.add(bob, "learns", bob.command.ttl <= 10s ? "when the lease ends" : "nothing");
    const Instant now = bench.scheduler.now();
    ann.entry = an_entry(now, 3, ann.command.token);
    p.add(ann, "fills", co_await ann.send(CommandKind::fill));
    p.add(ann, "releases", co_await ann.send(CommandKind::release_lock));
    p.add(bob, "looks", co_await bob.send(CommandKind::get_or_lease));
    p.add(bob, "sees", in_words(bob.entry, now) + ", token " + std::to_string(bob.command.token));
}

Root forced_lease(StoreBench& bench, Protocol& p)
{
    Client ann(bench, "ann");
    ann.command.fenced = true;
    const Instant now = bench.scheduler.now();
    ann.entry = an_entry(now, 3);
    co_await ann.send(CommandKind::put);
    ann.command.token = 0;
    ann.command.force = true;
    p.add(ann, "asks", co_await ann.send(CommandKind::get_or_lease));
    p.add(ann, "sees", in_words(ann.entry, now) + ", has " + std::to_string(ann.command.token));
    co_await ann.send(CommandKind::release_lock);
    // Past its freshness, though still kept, it is handed out with a lease.
    ann.entry = an_entry(now - 9s - 2ns, 4);
    ann.command.token = 0;
    co_await ann.send(CommandKind::put);
    ann.command.force = false;
    p.add(ann, "asks", co_await ann.send(CommandKind::get_or_lease));
    p.add(ann, "sees",
          "version " + std::to_string(ann.entry.version) + ", has " + std::to_string(ann.command.token));
}

Root void_lease(StoreBench& bench, Protocol& p)
{
    Client ann(bench, "ann"), bob(bench, "bob"), eve(bench, "eve");
    ann.command.fenced = bob.command.fenced = eve.command.fenced = true;
    co_await ann.send(CommandKind::get_or_lease);
    p.add(eve, "deletes", co_await eve.send(CommandKind::erase));
    p.add(bob, "looks", co_await bob.send(CommandKind::get_or_lease));
    const Instant now = bench.scheduler.now();
    ann.entry = an_entry(now, 1, ann.command.token);
    p.add(ann, "fills", co_await ann.send(CommandKind::fill));
    p.add(ann, "releases", co_await ann.send(CommandKind::release_lock));
    bob.entry = an_entry(now, 2, bob.command.token);
    p.add(bob, "fills", co_await bob.send(CommandKind::fill, 30ms));
    p.add(bob, "releases", co_await bob.send(CommandKind::release_lock));
    co_await bob.wait(60ms);
    // Void for good: not only while there is a later entry.
    ann.entry = an_entry(now, 1, ann.command.token);
    p.add(ann, "fills once more", co_await ann.send(CommandKind::fill));
    co_await eve.send(CommandKind::get);
    p.add(eve, "sees", in_words(eve.entry, now));
}

Root plain_delete(StoreBench& bench, Protocol& p)
{
    Client ann(bench, "ann"), bob(bench, "bob"), eve(bench, "eve");
    ann.command.fenced = bob.command.fenced = true;
    co_await ann.send(CommandKind::take_lock);
    p.add(eve, "deletes", co_await eve.send(CommandKind::erase));
    p.add(bob, "takes", co_await bob.send(CommandKind::take_lock));
    ann.entry = an_entry(bench.scheduler.now(), 1, ann.command.token);
    p.add(ann, "fills", co_await ann.send(CommandKind::fill));
}

Root delete_all(StoreBench& bench, Protocol& p)
{
    Client ann(bench, "ann"), bob(bench, "bob"), eve(bench, "eve");
    ann.command.fenced = bob.command.fenced = true;
    const Instant now = bench.scheduler.now();
    ann.entry = an_entry(now, 1);
    co_await ann.send(CommandKind::put);
    co_await ann.send(CommandKind::take_lock);
    p.add(eve, "deletes all", co_await eve.send(CommandKind::erase_all));
    co_await eve.send(CommandKind::get);
    p.add(eve, "sees", in_words(eve.entry, now));
    p.add(bob, "takes", co_await bob.send(CommandKind::take_lock));
    p.add(bob, "has", std::to_string(bob.command.token));
    bob.command.key = 3;
    p.add(bob, "deletes all of a key without anything", co_await bob.send(CommandKind::erase_all));
}

}  // namespace

void tst_StoreContract::anEntryComesBackAsItWasStored()
{
    on_both([](StoreBench& b, Protocol& p) { store_and_look(b, p); },
            "bob looks: ok\n"
            "bob sees: nothing\n"
            "ann puts: ok\n"
            "bob looks: ok\n"
            "bob sees: version 3 token 0\n"
            "bob sees: version 4294967295 token 0 negative\n"
            "bob sees: version 4294967295 token 0 negative backed off\n"
            "ann erases: ok\n"
            "bob sees: nothing\n",
            "stored stored stored");
}

void tst_StoreContract::anEntryIsGoneAtItsEnd()
{
    on_both([](StoreBench& b, Protocol& p) { expire_entry(b, p); }, "ann looks: ok\nann sees: nothing\n",
            "stored");
}

void tst_StoreContract::aLockHasOneOwnerAtATime()
{
    on_both([](StoreBench& b, Protocol& p) { one_owner(b, p); },
            "ann takes: ok\n"
            "bob takes: refused\n"
            "ann releases: ok\n"
            "bob takes: ok\n"
            "bob has: a token of his own\n",
            "lock_taken lock_released lock_taken");
}

void tst_StoreContract::aLockIsGoneAtItsEnd()
{
    on_both([](StoreBench& b, Protocol& p) { expire_lock(b, p); },
            "ann takes: ok\n"
            "bob takes: ok\n"
            "ann releases: refused\n"
            "bob releases: ok\n"
            "bob releases: refused\n",
            "lock_taken lock_taken release_lost lock_released release_lost");
}

void tst_StoreContract::onlyItsOwnerReleasesALock()
{
    on_both([](StoreBench& b, Protocol& p) { strangers_release(b, p); },
            "eve releases: refused\n"
            "bob takes: refused\n"
            "ann releases: ok\n",
            "lock_taken release_lost lock_released");
}

void tst_StoreContract::fencedTokensRise()
{
    on_both([](StoreBench& b, Protocol& p) { rising_tokens(b, p); },
            "ann takes: ok\nann has: 1\n"
            "ann takes: ok\nann has: 2\n"
            "ann takes: ok\nann has: 3\n"
            "ann has of another key: 1\n"
            "bob takes: refused\n"
            "bob learns: when the lock ends\n",
            "lock_taken lock_released lock_taken lock_released lock_taken lock_released lock_taken");
}

void tst_StoreContract::aFillIsRefusedOnlyAfterALaterToken()
{
    on_both([](StoreBench& b, Protocol& p) { fenced_fills(b, p); },
            "ann fills under 0: ok\n"
            "ann fills under 8: ok\n"
            "ann fills under 8: ok\n"
            "ann fills under 12: ok\n"
            "ann fills under 9: refused\n"
            "ann fills under 1000000000: ok\n"
            "ann fills under 999999999: refused\n"
            "ann sees: version 1000000001 token 1000000000\n"
            "ann puts: ok\n",
            "stored stored stored stored fill_refused stored fill_refused stored");
}

void tst_StoreContract::aLookHandsOutOneLease()
{
    on_both([](StoreBench& b, Protocol& p) { one_lease(b, p); },
            "ann looks: ok\n"
            "ann sees: nothing, token 1\n"
            "bob looks: refused\n"
            "bob sees: nothing, token 0\n"
            "bob learns: when the lease ends\n"
            "ann fills: ok\n"
            "ann releases: ok\n"
            "bob looks: ok\n"
            "bob sees: version 3 token 1, token 0\n",
            "lock_taken stored lock_released");
}

void tst_StoreContract::aFreshEntryNeedsNoLeaseUnlessItIsForced()
{
    on_both([](StoreBench& b, Protocol& p) { forced_lease(b, p); },
            "ann asks: ok\n"
            "ann sees: version 3 token 0, has 1\n"
            "ann asks: ok\n"
            "ann sees: version 4, has 2\n",
            "stored lock_taken lock_released stored lock_taken");
}

void tst_StoreContract::aDeleteVoidsTheLeaseThatIsOut()
{
    on_both([](StoreBench& b, Protocol& p) { void_lease(b, p); },
            "eve deletes: ok\n"
            "bob looks: ok\n"
            "ann fills: refused\n"
            "ann releases: refused\n"
            "bob fills: ok\n"
            "bob releases: ok\n"
            "ann fills once more: refused\n"
            "eve sees: nothing\n",
            "lock_taken lock_taken fill_refused release_lost stored lock_released fill_refused");
}

void tst_StoreContract::aPlainDeleteLeavesTheLock()
{
    on_both([](StoreBench& b, Protocol& p) { plain_delete(b, p); },
            "eve deletes: ok\n"
            "bob takes: refused\n"
            "ann fills: ok\n",
            "lock_taken stored");
}

void tst_StoreContract::deletingAllTakesLockAndTokensAlong()
{
    on_both([](StoreBench& b, Protocol& p) { delete_all(b, p); },
            "eve deletes all: ok\n"
            "eve sees: nothing\n"
            "bob takes: ok\n"
            "bob has: 1\n"
            "bob deletes all of a key without anything: ok\n",
            "stored lock_taken erased lock_taken");
}

STAMPEDE_TESTS(tst_StoreContract, an_event_loop)
#include "tst_store_contract.moc"
