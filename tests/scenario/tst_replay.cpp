#include <QtTest>

#include "core/scenario/replay.h"
#include "tests/support/refusal.h"
#include "tests/support/run_tests.h"

#include <zlib.h>

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
    ReplayLog read() const { return read_replay(replay_); }
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

std::string gzip(const std::string& text)
{
    z_stream z{};
    deflateInit2(&z, 6, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY);
    std::string packed(text.size() + 1000, '\0');
    z.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(text.data()));
    z.avail_in = static_cast<uInt>(text.size());
    z.next_out = reinterpret_cast<Bytef*>(packed.data());
    z.avail_out = static_cast<uInt>(packed.size());
    deflate(&z, Z_FINISH);
    packed.resize(z.total_out);
    deflateEnd(&z);
    return packed;
}

}  // namespace

class tst_Replay : public QObject {
    Q_OBJECT

private slots:
    void anAccessLogGivesTimesAndPaths();
    void theCombinedFormatIsReadToo();
    void linesOutOfOrderAreSortedAndThoseOfOneSecondStayInOrder();
    void zonesOfTimeAreTakenIntoAccount();
    void csvGivesSecondsAndKeys();
    void speedDividesTheTimes();
    void packedLogsAreUnpacked();
    void unreadableLinesAreCountedAndTheFirstThreeKept();
    void whatIsNoLineOfALog_data();
    void whatIsNoLineOfALog();
    void keysCanBeShownAnywhere();
    void veryLongLinesAreUnreadable();
    void unusableFilesAreRefusedByName();
};

void tst_Replay::anAccessLogGivesTimesAndPaths()
{
    const Log log(at("00", "/shop") + at("01", "/shop?page=2#top") + at("03", "/cart") + "\n" +
                  at("04", "/shop"));
    QCOMPARE(log.requests(), std::string("0ms /shop, 1000ms /shop, 3000ms /cart, 4000ms /shop"));
    QCOMPARE(log.read().key_names, (std::vector<std::string>{"/shop", "/cart"}));
    QCOMPARE(log.read().unreadable, 0u);
}

void tst_Replay::theCombinedFormatIsReadToo()
{
    const char* agent = " 304 - \"https://shop.example/?q=[x]\" \"Browser \\\"5\\\" (X11; [en])\"";
    const Log log(line("29/Feb/2024:23:59:59 +0000", "GET /say/\\\"hi\\\" HTTP/2.0", agent) +
                  line("01/Mar/2024:00:00:01 +0000", "HEAD http://shop.example HTTP/1.1", agent) +
                  "2001:db8::1 - ann lee [x] [01/Mar/2024:00:00:02 +0000] \"GET /old\" 200 1\r\n");
    QCOMPARE(log.requests(), std::string("0ms /say/\\\"hi\\\", 2000ms /, 3000ms /old"));
}

void tst_Replay::linesOutOfOrderAreSortedAndThoseOfOneSecondStayInOrder()
{
    const Log log(at("05", "/c") + at("02", "/b") + at("05", "/a") + at("05", "/b"));
    QCOMPARE(log.requests(), std::string("0ms /b, 3000ms /c, 3000ms /a, 3000ms /b"));
    QCOMPARE(log.read().key_names.front(), std::string("/c"));
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
    QCOMPARE(log.read().unreadable, 0u);
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
    const Log log(gzip(at("00", "/a") + at("01", "/b")), "a.log.gz");
    QCOMPARE(log.requests(), std::string("0ms /a, 1000ms /b"));
}

void tst_Replay::unreadableLinesAreCountedAndTheFirstThreeKept()
{
    Log log(at("00", "/a") + "one\n\ntwo\n" + at("01", "/b") + "three\nfour\n");
    const ReplayLog read = log.read();
    QCOMPARE(read.times.size(), std::size_t(2));
    QCOMPARE(read.unreadable, 4u);
    QCOMPARE(read.first_unreadable.size(), std::size_t(3));
    QCOMPARE(QString::fromStdString(remark(log.replay(), read)),
             QStringLiteral("\"a.log\": 4 lines cannot be read, the first: line 2 \"one\", line 4 \"two\", "
                            "line 6 \"three\""));
    QCOMPARE(remark(log.replay(), Log(at("00", "/a")).read()), std::string());

    Scenario s;
    s.traffic = {log.replay(), Burst{}};
    QCOMPARE(replay_remarks(s), std::vector{remark(log.replay(), read)});
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
    row("no zone", line("17/May/2026:12:00:00", "GET / HTTP/1.1"));
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
    QCOMPARE(log.read().unreadable, 1u);
}

void tst_Replay::keysCanBeShownAnywhere()
{
    const Log log("0,caf\xc3\xa9\n1,caf\xe9\n2,\xf0\x9f\x90\x83\n3,\xed\xa0\x80\n", "a.csv");
    QCOMPARE(log.read().key_names,
             (std::vector<std::string>{"caf\xc3\xa9", "caf?", "\xf0\x9f\x90\x83", "???"}));
    QCOMPARE(
        Log("0,a\n1,\n2,b,c\n3,\"d\n4,\"e\"f\"\nnan,x\n1e99,y\n" + ("5," + std::string(2049, 'k')), "a.csv")
            .read()
            .unreadable,
        7u);
}

void tst_Replay::veryLongLinesAreUnreadable()
{
    const Log log(at("00", "/a") + std::string(200'000, 'x') + at("01", "/no") + at("02", "/b"));
    QCOMPARE(log.requests(), std::string("0ms /a, 2000ms /b"));
    QCOMPARE(log.read().first_unreadable.at(0).line, 2u);
    QVERIFY(log.read().first_unreadable.at(0).text.size() < 100);
}

void tst_Replay::unusableFilesAreRefusedByName()
{
    QCOMPARE(Log("").refused(), QStringLiteral("\"a.log\": has no line that can be read; an access log in "
                                               "the common or combined format, or CSV lines of "
                                               "seconds,key"));
    QCOMPARE(Log("hello\nworld\n").refused(),
             QStringLiteral("\"a.log\": has no line that can be read (line 1 \"hello\", line 2 \"world\"); "
                            "an access log in the common or combined format, or CSV lines of seconds,key"));
    Log gone("");
    gone.replay().file = "b.log";
    QCOMPARE(gone.refused(),
             QStringLiteral(
                 "\"DIR/b.log\": No such file or directory; an access log, or a CSV file of seconds,key"));
    gone.replay().file = ".";
    QCOMPARE(gone.refused(),
             QStringLiteral("\"DIR/.\": is a directory; an access log, or a CSV file of seconds,key"));

    std::string damaged = gzip(at("00", "/a") + std::string(100'000, 'x') + at("01", "/b"));
    damaged[damaged.size() / 2] ^= 0x55;
    QVERIFY(Log(damaged).refused().startsWith("\"DIR/a.log\": is damaged ("));

    Log slow("0,a\n4e8,b\n", "a.csv");
    QVERIFY(slow.refused().startsWith("\"a.csv\": lasts longer than 1000h at this speed"));
    slow.replay().speed = 1000;
    QCOMPARE(slow.refused(), QStringLiteral("accepted"));
    slow.replay().file = "example:none-such";
    QVERIFY(slow.refused().startsWith("\"example:none-such\": there is no such example; one of "));
}

STAMPEDE_TESTS(tst_Replay, an_event_loop)
#include "tst_replay.moc"
