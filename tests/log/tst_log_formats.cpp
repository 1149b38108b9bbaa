#include <QtTest>

#include "core/log/formats.h"
#include "core/log/log_file.h"
#include "tests/support/packed.h"
#include "tests/support/paths.h"
#include "tests/support/run_tests.h"

#include <fstream>
#include <set>

using namespace stampede;

namespace {

LogFile read_sample(const QByteArray& name)
{
    const std::string path = test::source_folder() + std::string("/tests/log/samples/") + name.toStdString();
    LogReading asked;
    if (name == "csv_relms.csv") asked.unit = TimeUnit::milliseconds;
    return read_log(lines_of_file(path), name.toStdString(), asked);
}

/// The requests in the order of the file, in milliseconds since the first: "0 /a, 1500 /b 20ms" with what the
/// upstreams took at the end.
QByteArray told(const LogFile& log)
{
    QByteArrayList requests;
    for (std::size_t i = 0; i < log.times.size(); ++i)
        requests << QByteArray::number(qRound64(double(log.times[i] - log.times[0]) / 1e6)) + ' ' +
                        QByteArray::fromStdString(log.key_names[log.keys[i]]);
    QByteArray text = requests.join(", ");
    for (const LogTime t : log.upstream) text += " | " + QByteArray::number(double(t) / 1e6);
    for (const auto& l : log.left_out) text += " | -" + QByteArray::number(quint64(l.lines)) + ' ' + l.why;
    for (const auto& u : log.first_unreadable)
        text += " | line " + QByteArray::number(quint64(u.line)) + ": " + u.why;
    return text;
}

}  // namespace

/// Every format on a sample of it: which one is found, and what is read.
class tst_LogFormats : public QObject {
    Q_OBJECT

private slots:
    void samplesAreRecognizedAndRead_data();
    void samplesAreRecognizedAndRead();
    void everyFormatHasASample();
    void aNamedFormatReadsWhatItFinds();
    void binaryTracesOfLibCacheSimAreRead();
};

void tst_LogFormats::samplesAreRecognizedAndRead_data()
{
    QTest::addColumn<QByteArray>("format");
    QTest::addColumn<QByteArray>("reads");
    const auto sample = [](const char* file, const char* format, const char* reads) {
        QTest::newRow(file) << QByteArray(format) << QByteArray(reads);
    };
    const char* one_page = "0 www.example.com/product/123, 1000 www.example.com/product/123";
    const char* two_hosts = "0 www.example.com/product/123, 1000 shop.example.com/product/123";
    sample("nginx_combined.log", "combined", "0 /product/123, 0 /product/123, 2000 /a");
    sample("ipv6.log", "common", "0 /product/123, 27001000 /product/123, 2000 /p q");
    sample("vhost_combined.log", "vhost", two_hosts);
    sample("syslog.log", "vhost (syslog)", two_hosts);
    sample("varnishncsa.log", "varnishncsa", (std::string(two_hosts) + " | -1 no GET or HEAD").c_str());
    sample("nginx_upstream.log", "nginx", "0 /product/123, 1000 /product/123, 2000 /a | 122 | 300");
    sample("nginx_msec.log", "other", "0 /product/123, 100 /product/123 | 118 | 118");
    sample("ingress_nginx.log", "ingress-nginx", "0 /product/123, 1000 /product/123, 1000 / | 120 | 300");
    sample("traefik.log", "traefik", "0 /product/123 | -1 no GET or HEAD");
    sample(
        "traefik.json", "traefik-json",
        "0 www.example.com/product/123, 500 shop.example.com/product/123 | 120 | 80 | -1 answered with 4xx");
    sample(
        "docker.json", "combined (docker)",
        "0 /product/123, 1000 /product/123 | line 2: no time in brackets with a request in quotes after it");
    sample("docker_caddy.json", "caddy (docker)", "0 www.example.com/a, 250 www.example.com/a");
    sample("containerd.log", "combined (containerd)", "0 /product/123, 1000 /product/123");
    sample("envoy.log", "combined", "0 /product/123, 250 /product/123");
    sample("iis_w3c.log", "w3c", "0 /product/123, 1000 /product/123");
    sample("cloudfront.log", "cloudfront",
           "0 d111.cloudfront.net/product/123, 1000 d111.cloudfront.net/product/123");
    sample("elb_classic.log", "elb", "0 www.example.com/product/123 | 1.048");
    sample("alb.log", "alb", (std::string(one_page) + " | 101 | 1").c_str());
    sample("s3.log", "s3",
           "0 shop-pages/product/123.html, 3000 shop-pages/product/123.html | 10 | -1 no GET or HEAD | -1 no "
           "read");
    sample("haproxy.log", "haproxy (syslog)", "0 /index.html, 250 /index.html | 69 | line 3: no request");
    sample("squid.log", "squid", "0 www.example.com/p, 500 www.example.com/p | 120 | -1 no GET or HEAD");
    sample("caddy.json", "caddy",
           "0 www.example.com/product/123, 100 www.example.com/product/123, 200 www.example.com/product/123");
    sample("jsonlines.json", "json", "0 /product/123, 1000 /product/123, 2000 /product/123");
    sample("nginx.json", "json", (std::string(one_page) + " | 150").c_str());
    sample("gcp.json", "json", "0 www.example.com/product/123, 250 www.example.com/product/123");
    sample("twitter.csv", "twitter",
           "0 q:q:1:8WTfjZU14ee, 0 yDqF:3q:1AJrrJ1nnCJKKrnGx1A, 2000 q:q:1:8WTfjZU14ee | -1 no read");
    sample("cachelib.csv", "cachelib", "0 7041, 1 9932, 2 9932, 3 9932 | -1 no read");
    sample("cachelib_times.csv", "cachelib", "0 7041, 0 7041, 3000 9932 | -1 no read");
    sample("libcachesim.csv", "libcachesim", "0 42932745, 0 42932746, 1000 42932745");
    sample("arc.lis", "arc", "0 110765, 0 110766, 1 110766");
    sample("wikipedia_bench.txt", "wikipedia",
           "0 en.wikipedia.org/wiki/Cache, 250 de.wikipedia.org/wiki/Cache, 500 en.wikipedia.org/wiki/Cache "
           "| -1 no "
           "read");
    sample("wikipedia_cdn.tsv", "wikipedia", "0 3154501085, 0 99822234, 1000 3154501085");
    sample("csv_header.csv", "csv", "0 product:1, 100 product:1, 500 product:2");
    sample("csv_iso.csv", "csv", "0 product:1, 500 product:1, 1750 product:2");
    sample("csv_ms.csv", "csv", "0 product:1, 500 product:1, 1000 product:2");
    sample("csv_semicolon_comma.csv", "csv", "0 product:1, 100 product:1, 500 product:2");
    sample("csv_tab.tsv", "csv", "0 product:1, 1000 product:1");
    sample("csv_pipes.csv", "csv", "0 /a|b, -500 /b | -1 answered with 4xx");
    sample("csv_space.csv", "csv", "0 product:1, 100 product:1");
    sample("csv_relms.csv", "csv", "0 a, 250 a, 500 a");
}

void tst_LogFormats::samplesAreRecognizedAndRead()
{
    QFETCH(QByteArray, format);
    QFETCH(QByteArray, reads);
    const LogFile log = read_sample(QTest::currentDataTag());
    const QByteArray wrapping =
        log.wrapping.empty() ? "" : " (" + QByteArray::fromStdString(log.wrapping) + ')';
    QCOMPARE(QByteArray(log.format->name.data(), qsizetype(log.format->name.size())) + wrapping, format);
    QCOMPARE(told(log), reads);
}

void tst_LogFormats::everyFormatHasASample()
{
    std::set<std::string_view> seen;
    const QDir folder(QString::fromUtf8(test::source_folder()) + "/tests/log/samples");
    for (const QString& file : folder.entryList(QDir::Files))
        seen.insert(read_sample(file.toUtf8()).format->name);
    for (const LogFormat& format : log_formats()) QVERIFY2(seen.count(format.name), format.name.data());
}

void tst_LogFormats::aNamedFormatReadsWhatItFinds()
{
    // As a table with a heading that nobody knows, this is unclear; as a trace it is not.
    LogReading asked;
    asked.format = "libcachesim";
    QCOMPARE(told(read_log(lines_of_text("5,a,100\n6,b,7\n"), "t", asked)), QByteArray("0 a, 1000 b"));
    asked.format = "csv";
    asked.fields.time = "begun";
    asked.fields.key = "what";
    asked.unit = TimeUnit::microseconds;
    QCOMPARE(told(read_log(lines_of_text("what,begun\na,5000\nb,7000\n"), "t", asked)),
             QByteArray("0 a, 2 b"));
    asked = {};
    asked.fields.time = "x.begun";
    asked.fields.key = "x.what";
    QCOMPARE(told(read_log(lines_of_text(R"({"time":"?","uri":"/no","x":{"begun":2.5,"what":"a"}})"
                                         "\n"
                                         R"({"time":"?","uri":"/no","x":{"begun":2.75,"what":"b"}})"),
                           "t", asked)),
             QByteArray("0 a, 250 b"));
}

/// Records of 24 bytes: time, object, size, next request.
static std::string oracle_general(int records)
{
    std::string bytes;
    const auto put = [&](std::uint64_t n, int size) {
        for (int i = 0; i < size; ++i) bytes += char(n >> (8 * i) & 0xff);
    };
    for (int i = 0; i < records; ++i) {
        put(std::uint64_t(i / 2), 4);
        put(0xfedcba9876543210 + std::uint64_t(i % 3), 8);
        put(10, 4);  // as a byte it ends a line of text
        put(i % 5 ? std::uint64_t(i + 3) : std::uint64_t(-1), 8);
    }
    return bytes;
}

void tst_LogFormats::binaryTracesOfLibCacheSimAreRead()
{
    QTemporaryDir folder;
    const auto read = [&](const std::string& bytes) {
        const std::string path = folder.filePath("trace").toStdString();
        std::ofstream(path, std::ios::binary) << bytes;
        return read_log(lines_of_file(path), "trace");
    };
    const std::string trace = oracle_general(4);
    const QByteArray reads =
        "0 18364758544493064720, 0 18364758544493064721, 1000 18364758544493064722, "
        "1000 18364758544493064720";
    QCOMPARE(told(read(trace)), reads);
    QCOMPARE(told(read(test::zstd(trace))), reads);
    QCOMPARE(read(trace).format->name, std::string_view("libcachesim"));
    QCOMPARE(read(oracle_general(50'000)).times.size(), std::size_t(50'000));
    QCOMPARE(read(trace.substr(0, 90)).unreadable, 1u);
}

STAMPEDE_TESTS(tst_LogFormats, nothing)
#include "tst_log_formats.moc"
