#include <QtTest>

#include "core/runtime/random.h"
#include "core/scenario/replay.h"
#include "tests/support/packed.h"
#include "tests/support/refusal.h"
#include "tests/support/run_tests.h"

#include <fstream>

using namespace stampede;

namespace {

/// A directory with one log in it.
class Log {
public:
    explicit Log(const std::string& text, const std::string& name = "a.log")
        : replay_{name, directory_.path().toStdString(), 1}
    {
        std::ofstream(path(), std::ios::binary) << text;
    }

    std::string path() const { return replay_.directory + '/' + replay_.file; }
    Replay& replay() { return replay_; }
    const Replay& asked() const { return replay_; }
    ReplayLog read() const { return read_replay(replay_); }
    LogFile whole() const { return open_log(replay_); }
    QString refused() const
    {
        return refusal([&] { read(); }).replace(directory_.path(), QStringLiteral("DIR"));
    }

    /// The requests as "0ms /a, 1500ms /b".
    std::string requests() const
    {
        const ReplayLog log = read();
        std::string text;
        for (std::size_t i = 0; i < log.times.size(); ++i)
            text += (i ? ", " : "") + QString::number(milliseconds(log.times[i])).toStdString() + "ms " +
                    log.key_names.at(log.keys.at(i));
        return text;
    }

private:
    QTemporaryDir directory_;
    Replay replay_;
};

std::string line(const char* time, const char* request, const char* rest = " 200 5120")
{
    return std::string("203.0.113.7 - - [") + time + "] \"" + request + '"' + rest + '\n';
}

/// A line at this second past noon.
std::string at(const char* second, const char* path)
{
    return line((std::string("17/May/2026:12:00:") + second + " +0000").c_str(),
                (std::string("GET ") + path + " HTTP/1.1").c_str());
}

}  // namespace

class tst_Replay : public QObject {
    Q_OBJECT

private slots:
    void anAccessLogGivesTimesAndPaths();
    void theCombinedFormatIsReadToo();
    void linesOutOfOrderAreSortedAndThoseOfOneSecondStayInOrder();
    void requestsOfOneSecondAreSpreadOverItWhenAllTimesAreWhole();
    void wholeSecondsInventNoStampede();
    void zonesOfTimeAreTakenIntoAccount();
    void csvGivesSecondsAndKeys();
    void speedDividesTheTimes();
    void packedLogsAreUnpacked();
    void unreadableLinesAreCountedAndTheFirstThreeKept();
    void whatIsNoLineOfALog_data();
    void whatIsNoLineOfALog();
    void keysCanBeShownAnywhere();
    void theQueryTimeIsThatOfTheUpstreamWhereAskedFor();
    void unusableFilesAreRefusedByName();
};

void tst_Replay::anAccessLogGivesTimesAndPaths()
{
    const Log log(at("00", "/shop") + at("01", "/shop?page=2#top") + at("03", "/cart") + "\n" +
                  at("04", "/shop"));
    QCOMPARE(log.requests(), std::string("0ms /shop, 1000ms /shop, 3000ms /cart, 4000ms /shop"));
    QCOMPARE(log.read().key_names, (std::vector<std::string>{"/shop", "/cart"}));
    QCOMPARE(log.whole().unreadable, 0u);
}

void tst_Replay::theCombinedFormatIsReadToo()
{
    const char* agent = " 304 - \"https://shop.example/?q=[x]\" \"Browser \\\"5\\\" (X11; [en])\"";
    const Log log(line("29/Feb/2024:23:59:59 +0000", "GET /say/\\\"hi\\\" HTTP/2.0", agent) +
                  line("01/Mar/2024:00:00:01 +0000", "HEAD http://shop.example HTTP/1.1", agent) +
                  "2001:db8::1 - ann lee [x] [01/Mar/2024:00:00:02 +0000] \"GET /old\" 200 1\r\n");
    QCOMPARE(log.requests(), std::string("0ms /say/\\\"hi\\\", 2000ms shop.example/, 3000ms /old"));
}

void tst_Replay::linesOutOfOrderAreSortedAndThoseOfOneSecondStayInOrder()
{
    Log log(at("05", "/c") + at("02", "/b") + at("05", "/a") + at("05", "/b"));
    log.replay().spread = Spread::none;
    QCOMPARE(log.requests(), std::string("0ms /b, 3000ms /c, 3000ms /a, 3000ms /b"));
    QCOMPARE(log.read().key_names.front(), std::string("/c"));
}

void tst_Replay::requestsOfOneSecondAreSpreadOverItWhenAllTimesAreWhole()
{
    Log whole(at("05", "/c") + at("02", "/b") + at("05", "/a") + at("05", "/b") + at("05", "/d"));
    QCOMPARE(whole.requests(), std::string("0ms /b, 3000ms /c, 3250ms /a, 3500ms /b, 3750ms /d"));
    QVERIFY(whole.read().remark.find("the requests of a second are spread over it") != std::string::npos);
    whole.replay().speed = 10;
    QCOMPARE(whole.requests(), std::string("0ms /b, 300ms /c, 325ms /a, 350ms /b, 375ms /d"));
    whole.replay().spread = Spread::none;
    QCOMPARE(whole.requests(), std::string("0ms /b, 300ms /c, 300ms /a, 300ms /b, 300ms /d"));
    QVERIFY(whole.read().remark.find("spread") == std::string::npos);

    // One time with a fraction says that all would have one.
    const Log fine("seconds,key\n1,a\n1,b\n2.5,a\n", "a.csv");
    QCOMPARE(fine.requests(), std::string("0ms a, 0ms b, 1500ms a"));
    const Log apart("seconds,key\n1,a\n2,b\n", "a.csv");
    QVERIFY(apart.read().remark.find("spread") == std::string::npos);
}

/// Poisson requests once with milliseconds and once cut to seconds: nobody who reads the second log may find
/// more requests within a load's 100 ms than were there.
void tst_Replay::wholeSecondsInventNoStampede()
{
    Random random(5, Stream::arrivals);
    std::string exact, cut;
    double now = 0;
    for (int i = 0; i < 6000; ++i) {
        now += random.exponential() / 100;
        exact += QString::number(now, 'f', 3).toStdString() + ",/p\n";
        cut += std::to_string(int(now)) + ",/p\n";
    }
    const auto most_within = [](const ReplayLog& log, Duration window) {
        std::size_t most = 0, first = 0;
        for (std::size_t last = 0; last < log.times.size(); ++last) {
            while (log.times[last] - log.times[first] >= window) ++first;
            most = std::max(most, last - first + 1);
        }
        return most;
    };
    const std::size_t truth = most_within(Log(exact, "a.csv").read(), 100ms);
    Log whole("seconds,key\n" + cut, "a.csv");
    QVERIFY(most_within(whole.read(), 100ms) <= truth);
    whole.replay().spread = Spread::none;
    QVERIFY(most_within(whole.read(), 100ms) > 3 * truth);
}

void tst_Replay::zonesOfTimeAreTakenIntoAccount()
{
    const Log log(line("17/May/2026:12:00:01 +0200", "GET /b HTTP/1.1") +
                  line("17/May/2026:05:00:00 -0500", "GET /a HTTP/1.1"));
    QCOMPARE(log.requests(), std::string("0ms /a, 1000ms /b"));
}

void tst_Replay::csvGivesSecondsAndKeys()
{
    const Log log(
        "\xef\xbb\xbfseconds,key\n10.5,user:7\n10,product:123?x=1\n10.5,\"a, \"\"b\"\"\"\n1.2e1,user:7\n",
        "a.csv");
    QCOMPARE(log.requests(), std::string("0ms product:123?x=1, 500ms user:7, 500ms a, \"b\", 2000ms user:7"));
    QCOMPARE(log.whole().unreadable, 0u);
}

void tst_Replay::speedDividesTheTimes()
{
    Log log(at("00", "/a") + at("30", "/b"));
    log.replay().speed = 60;
    QCOMPARE(log.requests(), std::string("0ms /a, 500ms /b"));
    log.replay().speed = 0.5;
    QCOMPARE(log.requests(), std::string("0ms /a, 60000ms /b"));
    log.replay().speed = 1e-5;
    QCOMPARE(log.requests(), std::string("0ms /a, 3e+09ms /b"));
}

void tst_Replay::packedLogsAreUnpacked()
{
    const Log log(test::gzip(at("00", "/a") + at("01", "/b")), "a.log.gz");
    QCOMPARE(log.requests(), std::string("0ms /a, 1000ms /b"));
}

void tst_Replay::unreadableLinesAreCountedAndTheFirstThreeKept()
{
    const Log log(at("00", "/a") + "one\n\ntwo\n" + line("17/May/2026:12:00:01 +0000", "POST /b HTTP/1.1") +
                  "three\nfour\n");
    const std::string why = " (no time in brackets with a request in quotes after it)";
    QCOMPARE(QString::fromStdString(log.read().remark),
             QString::fromStdString(
                 "\"a.log\": read as common: access log in the common format; 1 line is left out: no "
                 "GET or HEAD; 4 lines cannot be read, the first: line 2 \"one\"" +
                 why + ", line 4 \"two\"" + why + ", line 6 \"three\"" + why));
    Scenario s;
    s.traffic = {log.asked(), Burst{}};
    QCOMPARE(replay_remarks(s), std::vector{log.read().remark});
}

void tst_Replay::whatIsNoLineOfALog_data()
{
    QTest::addColumn<QByteArray>("line");
    const auto row = [](const char* name, const std::string& text) {
        QTest::newRow(name) << QByteArray::fromStdString(text);
    };
    row("no request", line("17/May/2026:12:00:00 +0000", "-", " 408 -"));
    row("request without a path", line("17/May/2026:12:00:00 +0000", "GET ?q=1 HTTP/1.1"));
    row("no closing quote", "1.2.3.4 - - [17/May/2026:12:00:00 +0000] \"GET / HTTP/1.1 200 5");
    row("no status", line("17/May/2026:12:00:00 +0000", "GET / HTTP/1.1", ""));
    row("status of two digits", line("17/May/2026:12:00:00 +0000", "GET / HTTP/1.1", " 20 51"));
    row("size in words", line("17/May/2026:12:00:00 +0000", "GET / HTTP/1.1", " 200 many"));
    row("no such day", line("30/Feb/2026:12:00:00 +0000", "GET / HTTP/1.1"));
    row("no such month", line("17/Mai/2026:12:00:00 +0000", "GET / HTTP/1.1"));
    row("no such hour", line("17/May/2026:24:00:00 +0000", "GET / HTTP/1.1"));
    row("half a zone", line("17/May/2026:12:00:00 +02:0", "GET / HTTP/1.1"));
    row("sign in a number", line("+7/May/2026:12:00:00 +0000", "GET / HTTP/1.1"));
    row("control character", line("17/May/2026:12:00:00 +0000", "GET /\x01 HTTP/1.1"));
    row("csv when the log is no csv", "0.5,/a\n");
    row("cut date", "1.2.3.4 - - [17/May");
}

void tst_Replay::whatIsNoLineOfALog()
{
    QFETCH(QByteArray, line);
    const Log log(at("00", "/a") + line.toStdString());
    QCOMPARE(log.requests(), std::string("0ms /a"));
    QCOMPARE(log.whole().unreadable, 1u);
}

void tst_Replay::keysCanBeShownAnywhere()
{
    const Log log("0.5,caf\xc3\xa9\n1,caf\xe9\n2,\xf0\x9f\x90\x83\n3,\xed\xa0\x80\n", "a.csv");
    QCOMPARE(log.read().key_names,
             (std::vector<std::string>{"caf\xc3\xa9", "caf?", "\xf0\x9f\x90\x83", "???"}));
    QCOMPARE(
        Log("0.5,a\n1,\n2,b,c\n3,\"d\n4,\"e\"f\"\nnan,x\n1e99,y\n" + ("5," + std::string(2049, 'k')), "a.csv")
            .whole()
            .unreadable,
        7u);
}

void tst_Replay::theQueryTimeIsThatOfTheUpstreamWhereAskedFor()
{
    const auto with = [](const char* second, const char* upstream) {
        return at(second, "/a").substr(0, at(second, "/a").size() - 1) + " \"-\" \"-\" urt=\"" + upstream +
               "\"\n";
    };
    Log log(with("00", "0.100") + with("01", "-") + with("02", "0.2, 0.1"));
    QVERIFY(!log.read().query_time);
    log.replay().query_time_from = QueryTimeFrom::upstream;
    QCOMPARE(log.read().query_time->mean, Duration(200ms));
    QCOMPARE(log.read().query_time->deviation, Duration(100ms));

    Log none(at("00", "/a"));
    none.replay().query_time_from = QueryTimeFrom::upstream;
    QCOMPARE(none.refused(), QStringLiteral("\"a.log\": has no time of an upstream; a log that has it, or no "
                                            "\"query_time_from\""));
}

void tst_Replay::unusableFilesAreRefusedByName()
{
    QVERIFY(Log("").refused().startsWith("\"a.log\": has no line that can be read; an access log, or CSV"));
    Log gone("");
    gone.replay().file = "b.log";
    QCOMPARE(gone.refused(),
             QStringLiteral("\"DIR/b.log\": No such file or directory; an access log, or a trace of a "
                            "cache"));
    gone.replay().file = ".";
    QCOMPARE(gone.refused(),
             QStringLiteral("\"DIR/.\": is a directory; an access log, or a trace of a cache"));

    std::string damaged = test::gzip(at("00", "/a") + std::string(100'000, 'x') + at("01", "/b"));
    damaged[damaged.size() / 2] ^= 0x55;
    QVERIFY(Log(damaged).refused().startsWith("\"DIR/a.log\": is damaged ("));

    Log slow("seconds,key\n0,a\n4e8,b\n", "a.csv");
    QVERIFY(slow.refused().startsWith("\"a.csv\": lasts longer than 1000h at this speed"));
    slow.replay().speed = 1000;
    QCOMPARE(slow.refused(), QStringLiteral("accepted"));
    slow.replay().file = "example:none-such";
    QVERIFY(slow.refused().startsWith("\"example:none-such\": there is no such example; one of "));
}

STAMPEDE_TESTS(tst_Replay, an_event_loop)
#include "tst_replay.moc"
