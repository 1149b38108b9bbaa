#include <QtTest>

#include "core/log/log_file.h"
#include "core/log/log_summary.h"
#include "core/runtime/random.h"
#include "tests/support/packed.h"
#include "tests/support/refusal.h"
#include "tests/support/run_tests.h"

#include <cmath>
#include <fstream>

using namespace stampede;

namespace {

LogFile read(const std::string& text, const LogReading& asked = {})
{
    return read_log(lines_of_text(text), "a.log", asked);
}

/// The keys in the order of the file, what was left out, and what could not be read.
QByteArray told(const std::string& text)
{
    const LogFile log = read(text);
    QByteArrayList keys;
    for (const std::uint32_t k : log.keys) keys << QByteArray::fromStdString(log.key_names[k]);
    QByteArray all = keys.join(" ");
    for (const auto& l : log.left_out)
        all += " -" + QByteArray::number(quint64(l.lines)) + " (" + l.why + ')';
    for (const auto& u : log.first_unreadable)
        all += " line " + QByteArray::number(quint64(u.line)) + " (" + u.why + ')';
    return all;
}

std::string line(const std::string& request, const std::string& status = "200",
                 const std::string& before = "203.0.113.7 - - ")
{
    return before + "[17/May/2026:12:00:00 +0000] \"" + request + "\" " + status + " 5120\n";
}

QString refused(const std::string& text, const LogReading& asked = {})
{
    return refusal([&] { read(text, asked); });
}

}  // namespace

/// Which lines are reads, of which keys, and what is doubtful.
class tst_LogReading : public QObject {
    Q_OBJECT

private slots:
    void onlyReadsOfAPageAreTaken();
    void whoGaveUpAskedAllTheSame();
    void theHostBelongsToTheKey();
    void addressesMayBeThoseOfIpv6();
    void aPathMayHaveBlanks();
    void theUpstreamIsFoundInWhatFollows_data();
    void theUpstreamIsFoundInWhatFollows();
    void timesAreWrittenInManyWays_data();
    void timesAreWrittenInManyWays();
    void theUnitOfNumbersIsFoundOrAskedFor();
    void separatorsQuotesAndHeadingsOfTables();
    void linesThatDoNotCount();
    void packedFilesAreUnpacked();
    void whatIsPackedBadlyIsRefused();
    void hostileLinesAreUnreadable();
    void aLogIsSummedUp();
    void popularityIsFitted_data();
    void popularityIsFitted();
};

void tst_LogReading::onlyReadsOfAPageAreTaken()
{
    QCOMPARE(told(line("GET /a HTTP/1.1") + line("POST /a HTTP/1.1") + line("HEAD /a HTTP/1.1") +
                  line("GET /a HTTP/1.1", "404") + line("GET /a HTTP/1.1", "403") +
                  line("GET /a HTTP/1.1", "101") + line("OPTIONS * HTTP/1.1") +
                  line("GET /a HTTP/1.1", "304") + line("GET /a HTTP/1.1", "502")),
             QByteArray("/a /a /a /a -2 (no GET or HEAD) -2 (answered with 4xx) -1 (answered with 1xx)"));
    QCOMPARE(refused(line("POST /a HTTP/1.1")),
             QStringLiteral("\"a.log\": has no read of a page or a key: 1 no GET or HEAD"));
}

void tst_LogReading::whoGaveUpAskedAllTheSame()
{
    QCOMPARE(told(line("GET /a HTTP/1.1", "499") + line("GET /b HTTP/1.1", "408") + line("-", "408") +
                  line("GET /c HTTP/1.1", "-") + line("GET /c HTTP/1.1", "000")),
             QByteArray("/a /b /c /c line 3 (no request)"));
}

void tst_LogReading::theHostBelongsToTheKey()
{
    const auto from = [](const char* host) {
        return line("GET /p?x=1 HTTP/1.1", "200", std::string(host) + " 203.0.113.7 - - ");
    };
    QCOMPARE(told(from("Www.example.com:443") + from("www.example.com:80") + from("shop.example.com:8080") +
                  from("shop.example.com")),
             QByteArray("www.example.com/p www.example.com/p shop.example.com:8080/p shop.example.com/p"));
    // A user with a blank, and two addresses, are no host.
    QCOMPARE(told(line("GET /p HTTP/1.1", "200", "203.0.113.7 - bob smith ") +
                  line("GET /p HTTP/1.1", "200", "203.0.113.7, 10.0.0.1 - - ") +
                  line("GET /p HTTP/1.1", "200", "2001:db8::1 10.0.0.1 - - ")),
             QByteArray("/p /p /p"));
    QCOMPARE(
        told(line("GET http://ann@Shop.example:80/p?x HTTP/1.1") + line("GET https://shop.example HTTP/1.1")),
        QByteArray("shop.example/p shop.example/"));
}

void tst_LogReading::addressesMayBeThoseOfIpv6()
{
    QCOMPARE(told("2026-05-17T10:05:03.186641Z my-lb [2001:db8::1]:2817 [2001:db8::2]:80 0.1 0.2 0.1 200 200 "
                  "0 29 \"GET "
                  "http://[2001:db8::3]:80/a HTTP/1.1\" \"curl\" - -\n"),
             QByteArray("[2001:db8::3]/a"));
    QCOMPARE(told(line("GET /a HTTP/1.1", "200", "fe80::1%eth0 - - ") +
                  line("GET /a HTTP/1.1", "200", "[2001:db8::1]:443 2001:db8::2 - - ")),
             QByteArray("/a [2001:db8::1]/a"));
}

void tst_LogReading::aPathMayHaveBlanks()
{
    QCOMPARE(told(line("GET /p q HTTP/1.1") + line("GET /old")), QByteArray("/p q /old"));
}

void tst_LogReading::theUpstreamIsFoundInWhatFollows_data()
{
    QTest::addColumn<double>("ms");  // NAN: it has none
    const auto row = [](const char* after, double ms) { QTest::newRow(after) << ms; };
    row("", NAN);
    row("\"-\" \"agent\"", NAN);
    row("\"-\" \"agent\" 0.120", NAN);  // of the request alone
    row("\"-\" \"agent\" 0.120 0.118", 118);
    row("\"-\" \"agent\" 0.120 -", NAN);
    row("\"-\" \"agent 0.5 0.5\" \"203.0.113.7\" \"0.120\" \"0.118\"", 118);
    row("\"-\" \"-\" \"-\" 0.120 0.100, 0.018", 118);
    row("\"-\" \"agent\" rt=0.120 urt=0.100, 0.018 cs=MISS", 118);
    row("\"-\" \"agent\" rt=0.120 urt=\"0.100 : 0.018\"", 118);
    row("\"-\" \"agent\" upstream_response_time=0.118", 118);
    row("\"-\" \"agent\" urt=\"-\"", NAN);
    row("\"-\" \"agent\" urt=\"", NAN);
}

void tst_LogReading::theUpstreamIsFoundInWhatFollows()
{
    QFETCH(double, ms);
    const std::string one = line("GET /a HTTP/1.1");
    const LogFile log = read(one.substr(0, one.size() - 1) + ' ' + QTest::currentDataTag() + '\n');
    QCOMPARE(log.upstream.size(), std::size_t(std::isnan(ms) ? 0 : 1));
    if (!log.upstream.empty()) QCOMPARE(double(log.upstream[0]) / 1e6, ms);
}

void tst_LogReading::timesAreWrittenInManyWays_data()
{
    QTest::addColumn<double>("seconds");  // after 2026-05-17 10:05:03 UTC
    const auto row = [](const char* text, double seconds) { QTest::newRow(text) << seconds; };
    row("17/May/2026:10:05:03 +0000", 0);
    row("17/May/2026:12:05:03 +0200", 0);
    row("17/May/2026:02:35:03 -0730", 0);
    row("17/May/2026:10:05:03.250", 0.25);
    row("2026-05-17T10:05:03Z", 0);
    row("2026-05-17T10:05:03.250Z", 0.25);
    row("2026-05-17 12:05:03,250+02:00", 0.25);
    row("2026/05/17 10:05:03", 0);
    row("2026-05-17T10:05:03.123456789Z", 0.123456789);
    row("Sun, 17 May 2026 10:05:03 GMT", 0);
    row("17.05.2026 10:05:03", 0);
    for (const char* none :
         {"2026-05-17", "2026-13-17 10:05:03", "2026-02-30 10:05:03", "17/Mai/2026:10:05:03 +0000",
          "17/May/2026:24:05:03 +0000", "2026-05-17T10:05:03+25:00", "2026-05-17T10:05:03 tomorrow",
          "+7/May/2026:10:05:03 +0000", "2026-05-17T10:05:03."})
        row(none, NAN);
}

void tst_LogReading::timesAreWrittenInManyWays()
{
    QFETCH(double, seconds);
    const auto read = parse_date_time(QTest::currentDataTag());
    QCOMPARE(read.has_value(), !std::isnan(seconds));
    if (read) QCOMPARE(*read, 1'779'012'303'000'000'000 + std::llround(seconds * 1e9));
}

void tst_LogReading::theUnitOfNumbersIsFoundOrAskedFor()
{
    const auto span_ms = [](const std::string& text, const LogReading& asked = {}) {
        const LogFile log = read(text, asked);
        return double(log.times.back() - log.times.front()) / 1e6;
    };
    QCOMPARE(span_ms("0.5,a\n1.5,a\n"), 1000.0);
    QCOMPARE(span_ms("1779012303,a\n1779012304,a\n"), 1000.0);
    QCOMPARE(span_ms("1779012303123456,a\n1779012303124456,a\n"), 1.0);
    QCOMPARE(span_ms("1779012303123456789,a\n1779012303124456789,a\n"), 1.0);
    QCOMPARE(span_ms("seconds,key\n0,a\n250,a\n"), 250'000.0);
    QCOMPARE(span_ms("time_ms,key\n0,a\n250,a\n"), 250.0);
    QCOMPARE(span_ms("{\"startMicros\": 5, \"key\": \"a\"}\n{\"startMicros\": 2005, \"key\": \"a\"}\n"), 2.0);
    QCOMPARE(span_ms("0ms,a\n250ms,a\n1.5s,a\n"), 1500.0);
    LogReading asked;
    asked.unit = TimeUnit::milliseconds;
    QCOMPARE(span_ms("0,a\n250,a\n", asked), 250.0);
    QCOMPARE(
        refused("# exported\n\n0,a\n250,a\n"),
        QStringLiteral(
            "\"a.log\": line 3 \"0,a\": its time may be in seconds as well as in milliseconds; a heading "
            "such as seconds,key or ms,key, \"time_unit\", or the option --unit, says which"));
    QVERIFY(refused("{\"ts\": 0, \"key\": \"a\"}\n{\"ts\": 7, \"key\": \"a\"}\n").contains("line 1"));
}

void tst_LogReading::separatorsQuotesAndHeadingsOfTables()
{
    QCOMPARE(told("12,5;x\n12,75;x\n"), QByteArray("x x"));
    QCOMPARE(told("1.5, x\n2.5,x \n"), QByteArray("x x"));
    QCOMPARE(told("1.5,\"a, \"\"b\"\"\"\n2.5,\"c\" d\n3.5,\"e\n"),
             QByteArray("a, \"b\" line 2 (quotes that do not end) line 3 (quotes that do not end)"));
    QCOMPARE(told("method;url;time;status\nGET;/a?x=1;1.5;200\nPOST;/a;1.75;200\nGET;https://shop.example/"
                  "a;2;200\n"),
             QByteArray("/a shop.example/a -1 (no GET or HEAD)"));
    QCOMPARE(told("op,key,ts\nget,a,1.5\nset,a,1.75\nGETS,b,2\n"), QByteArray("a b -1 (no read)"));
    QCOMPARE(told("user id|ts (ms)|size\n7|100|5\n8|900|5\n"), QByteArray("7 8"));
    QCOMPARE(told("what,time_ms\na,100\nb,900\n"), QByteArray("a b"));
    QCOMPARE(told("date,time,key\n2026-05-17,10:05:03.5,a\n"), QByteArray("a"));
    QCOMPARE(
        told("1.5,a\n2.5,b,c\n3.5\n"),
        QByteArray("a line 2 (more columns than a time and a key, and no heading) line 3 (too few columns)"));
}

void tst_LogReading::linesThatDoNotCount()
{
    const std::string marked = "\xef\xbb\xbf" + line("GET /a HTTP/1.1");
    QCOMPARE(told(marked + "\n  \t\r\n# a comment\n" + line("GET /b HTTP/1.1")), QByteArray("/a /b"));
    std::string other_ends = line("GET /a HTTP/1.1") + line("GET /b HTTP/1.1");
    for (std::size_t at = 0; (at = other_ends.find('\n', at)) != other_ends.npos; at += 2)
        other_ends.insert(at, "\r");
    QCOMPARE(told(other_ends), QByteArray("/a /b"));
    QCOMPARE(told("seconds,key\n1.5,a\nseconds,key\n2.5,b\n"), QByteArray("a b"));  // two files in one
}

void tst_LogReading::packedFilesAreUnpacked()
{
    QTemporaryDir folder;
    std::string text;
    for (int i = 0; i < 20'000; ++i) text += line("GET /p" + std::to_string(i * 7919 % 1000) + " HTTP/1.1");
    for (const std::string& packed :
         {test::gzip(text), test::zstd(text), test::zstd(text) + test::zstd(text)}) {
        const std::string path = folder.filePath("log").toStdString();
        std::ofstream(path, std::ios::binary) << packed;
        const LogFile log = read_log(lines_of_file(path), "log");
        QCOMPARE(log.key_names.size(), std::size_t(1000));
        QCOMPARE(log.times.size() % 20'000, std::size_t(0));
        QCOMPARE(log.unreadable, 0u);
    }
}

void tst_LogReading::whatIsPackedBadlyIsRefused()
{
    QTemporaryDir folder;
    const auto refused_as = [&](const std::string& bytes) {
        const std::string path = folder.filePath("log").toStdString();
        std::ofstream(path, std::ios::binary) << bytes;
        return refusal([&] { read_log(lines_of_file(path), "log"); }).section(": ", 1);
    };
    Random random(7, Stream::keys);
    std::string text;
    for (int i = 0; i < 30'000; ++i) text += line("GET /p" + std::to_string(random.bits()) + " HTTP/1.1");
    const std::string gzip = test::gzip(text), zstd = test::zstd(text);
    for (const std::size_t cut : {std::size_t(20), gzip.size() / 2, gzip.size() - 1})
        QCOMPARE(refused_as(gzip.substr(0, cut)), QStringLiteral("is cut off; a gzip file that is complete"));
    for (const std::size_t cut : {std::size_t(20), zstd.size() / 2, zstd.size() - 1})
        QCOMPARE(refused_as(zstd.substr(0, cut)), QStringLiteral("is cut off; a zstd file that is complete"));
    for (std::string damaged : {gzip, zstd}) {
        damaged.replace(damaged.size() / 2, 8, 8, '\xff');
        QVERIFY(refused_as(damaged).startsWith("is damaged ("));
    }
    QCOMPARE(refused_as("BZh91AY&SY"),
             QStringLiteral("is packed with bzip2; a text, or packed with gzip or zstd"));
}

void tst_LogReading::hostileLinesAreUnreadable()
{
    const std::string good = line("GET /a HTTP/1.1");
    QCOMPARE(
        told(good + std::string(200'000, 'x') + '\n' + line("GET /" + std::string(3000, 'y') + " HTTP/1.1") +
             line("GET /\x01 HTTP/1.1") + std::string(60'000, '[') + '\n'),
        QByteArray(
            "/a line 2 (longer than 64 KiB) line 3 (no key that can be shown) line 4 (no key that can be "
            "shown)"));
    QVERIFY(refused(std::string(50'000, '{') + '\n').contains("no line that can be read"));
    QVERIFY(refused("{\"a\":" + std::string(30'000, '[') + '\n').contains("no line that can be read"));
    QCOMPARE(refused("{\"a\": 1}\n").section(';', 0, 0),
             QStringLiteral("\"a.log\": has no line that can be read (line 1 \"{\"a\": 1}\" (no time))"));
    QVERIFY(refused(std::string(1000, '\0')).contains("no line that can be read"));
    QVERIFY(refused("").contains("no line that can be read"));
    QVERIFY(refused("\n  \n# a comment\n").contains("no line that can be read;"));
    QVERIFY(refused("#Fields: date\n#Fields:\n1\n").contains("no line that can be read"));
    LogReading arc;
    arc.format = "arc";
    QVERIFY(refused("5 70000 0 1\n", arc).contains("no range of blocks"));
    LogReading cachelib;
    cachelib.format = "cachelib";
    QVERIFY(refused("a,GET,0,99999999999,1\n", cachelib).contains("a count that is none"));
    std::string huge;
    for (int i = 0; i < 400; ++i) huge += std::to_string(i * 4096) + " 4096 0 1\n";
    QCOMPARE(refused(huge),
             QStringLiteral("\"a.log\": has more than 1 000 000 different keys; at most that many"));
    QCOMPARE(
        refused("hello\n\nworld\n"),
        QStringLiteral(
            "\"a.log\": has no line that can be read (line 1 \"hello\", line 3 \"world\"); an access log, "
            "or CSV lines of seconds,key (`stampede log --help` lists the formats)"));
    LogReading asked;
    asked.format = "combind";
    QVERIFY(refused(good, asked)
                .startsWith("\"a.log\": the format \"combind\" is not known (did you mean \"combined\"?)"));
}

void tst_LogReading::aLogIsSummedUp()
{
    std::string text = "seconds,key\n";
    for (int i = 0; i < 100; ++i) text += std::to_string(i / 10 + 1'779'012'300) + (i % 4 ? ",a\n" : ",b\n");
    const LogSummary s = summary_of(read(text));
    QCOMPARE(s.requests, 100u);
    QCOMPARE(s.keys, 2u);
    QCOMPARE(s.rate, 10.0);  // nine seconds lie between the first and the last, which goes on to its end
    QCOMPARE(s.busiest_second, 10.0);
    QCOMPARE(s.hottest.at(0).name, std::string("a"));
    QCOMPARE(s.hottest.at(0).requests, 75u);
    QCOMPARE(date_text(s.first), std::string("2026-05-17 10:05:00"));
    QCOMPARE(date_text(-250'000'000), std::string("1969-12-31 23:59:59.75"));
    std::uint64_t sum = 0;
    for (const auto& part : s.over_time) sum += part.requests;
    QCOMPARE(sum, 100u);
    QCOMPARE(summary_of(read("1.5,a\n")).rate, 0.0);
}

void tst_LogReading::popularityIsFitted_data()
{
    QTest::addColumn<double>("exponent");
    for (const double e : {0.0, 0.5, 0.8, 1.0, 1.3, 2.0}) QTest::newRow(qPrintable(QString::number(e))) << e;
}

/// The fit gets back what the keys were drawn with, although half of them are asked for once or twice.
void tst_LogReading::popularityIsFitted()
{
    QFETCH(double, exponent);
    constexpr int keys = 500, requests = 20'000;
    std::vector<double> upTo(keys);
    double sum = 0;
    for (int i = 0; i < keys; ++i) upTo[std::size_t(i)] = sum += std::pow(i + 1, -exponent);
    Random random(3, Stream::keys);
    std::string text = "ms,key\n";
    for (int i = 0; i < requests; ++i) {
        const auto key = std::lower_bound(upTo.begin(), upTo.end(), random.unit() * sum) - upTo.begin();
        text += std::to_string(i) + ",k" + std::to_string(key) + '\n';
    }
    const double fitted = summary_of(read(text)).zipf;
    QVERIFY2(std::abs(fitted - exponent) < 0.06, qPrintable(QString::number(fitted)));
}

STAMPEDE_TESTS(tst_LogReading, an_event_loop)
#include "tst_log_reading.moc"
