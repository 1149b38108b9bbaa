#include <QtTest>

#include "core/store/entry_text.h"
#include "core/store/redis_command.h"
#include "core/store/redis_keys.h"
#include "core/store/redis_reply.h"
#include "core/store/sha1.h"
#include "tests/support/run_tests.h"

#include <stdexcept>

using namespace stampede;
using namespace std::chrono_literals;

namespace {

constexpr Duration epoch = 1'763'912'345s + 6ns;

std::string in_words(const Reply& r)
{
    switch (r.kind) {
    case Reply::Kind::nil: return "nil";
    case Reply::Kind::status: return "+" + r.text;
    case Reply::Kind::error: return "-" + r.text;
    case Reply::Kind::integer: return std::to_string(r.integer);
    case Reply::Kind::string: return "'" + r.text + "'";
    case Reply::Kind::array: break;
    }
    std::string all = "[";
    for (std::size_t i = 0; i < r.size; ++i) all += (i ? " " : "") + in_words(*r.elements[i]);
    return all + "]";
}

/// Everything that a reader makes of a stream that comes in pieces of `piece` bytes.
std::string read(const std::string& stream, std::size_t piece)
{
    ReplyReader reader;
    std::string all;
    for (std::size_t i = 0; i < stream.size() && !reader.failed(); i += piece) {
        reader.feed(std::string_view(stream).substr(i, piece));
        while (const Reply* r = reader.next()) all += in_words(*r) + " ";
    }
    return all + (reader.failed() ? "failed" : "");
}

}  // namespace

/// What goes over the wire, and what is accepted from it.
class tst_RedisProtocol : public QObject {
    Q_OBJECT

private slots:
    void commandsAreWritten();
    void aKeyOutsideTheRunCannotBeWritten();
    void keysOfOneRunNeverMeet();
    void answersAreReadInWhateverPiecesTheyCome();
    void hostileAnswersAreRefused_data();
    void hostileAnswersAreRefused();
    void endlessAnswersAreRefused();
    void errorsShowNoMoreThanAPlainWord();
    void entriesAreReadable();
    void entriesSurviveTheWayThroughText();
    void otherTextIsNoEntry_data();
    void otherTextIsNoEntry();
    void scriptsAreNamedBySha1();
};

void tst_RedisProtocol::commandsAreWritten()
{
    WriteBuffer out;
    const auto written = [&] { return QString::fromLatin1(out.data(), static_cast<qsizetype>(out.size())); };
    const std::string space = "stampede:{1}:value:";
    RedisCommand(out, "stampede:{1}:", Word::set, 4).key({space, "a\r\nb"}).text("").text("PX").number(-12);
    QCOMPARE(
        written(),
        QString(
            "*5\r\n$3\r\nSET\r\n$23\r\nstampede:{1}:value:a\r\nb\r\n$0\r\n\r\n$2\r\nPX\r\n$3\r\n-12\r\n"));
    out.clear();
    RedisCommand(out, "stampede:{1}:", Word::ping, 0);
    QCOMPARE(written(), QString("*1\r\n$4\r\nPING\r\n"));
    RedisCommand(out, "stampede:{1}:", Word::eval, 9).text(std::string(1234, 'x'));
    QCOMPARE(written().size(), 14 + 5 + 10 + 7 + 1234 + 2);
}

void tst_RedisProtocol::aKeyOutsideTheRunCannotBeWritten()
{
    WriteBuffer out;
    QVERIFY_EXCEPTION_THROWN(
        RedisCommand(out, "stampede:{1}:", Word::get, 1).key({"stampede:{2}:value:", "a"}), std::logic_error);
    QVERIFY_EXCEPTION_THROWN(
        RedisCommand(out, "stampede:{1}:", Word::get, 1).key({"", "stampede:{1}:value:a"}), std::logic_error);
    QVERIFY_EXCEPTION_THROWN(RedisCommand(out, "", Word::get, 1).key({"users:", "1"}), std::logic_error);
}

void tst_RedisProtocol::keysOfOneRunNeverMeet()
{
    const auto whole = [](KeyName k) { return std::string(k.space) + std::string(k.name); };
    for (const char* prefix : {"lock:", "", "value:", "token:", "lock:lock:"}) {
        const RedisKeys keys("1", prefix, {"a", "lock:a", "value:a", "", "#5", std::string(300, 'x')});
        QSet<QString> seen;
        for (std::uint32_t k = 0; k < 8; ++k)
            for (const std::string& name :
                 {whole(keys.value(k)), whole(keys.lock(k)), whole(keys.token(k))}) {
                QVERIFY(name.starts_with("stampede:{1}:"));
                QVERIFY2(!seen.contains(QString::fromStdString(name)), name.c_str());
                seen.insert(QString::fromStdString(name));
            }
    }
}

void tst_RedisProtocol::answersAreReadInWhateverPiecesTheyCome()
{
    const std::string stream =
        "+OK\r\n:-7\r\n$-1\r\n$5\r\na\r\nbc\r\n*-1\r\n*2\r\n$1\r\nx\r\n:3\r\n*0\r\n-ERR "
        "no\r\n*2\r\n*1\r\n$-1\r\n+in\r\n";
    const std::string words = "+OK -7 nil 'a\r\nbc' nil ['x' 3] [] -ERR no [[nil] +in] ";
    for (std::size_t piece = 1; piece <= stream.size(); ++piece)
        QCOMPARE(QString::fromStdString(read(stream, piece)), QString::fromStdString(words));
}

void tst_RedisProtocol::hostileAnswersAreRefused_data()
{
    QTest::addColumn<QByteArray>("stream");
    QTest::newRow("no protocol") << QByteArray("HTTP/1.1 400 Bad Request\r\n");
    QTest::newRow("array too long") << QByteArray("*5\r\n");
    QTest::newRow("array enormous") << QByteArray("*2147483647\r\n");
    QTest::newRow("array longer than an int") << QByteArray("*4294967301\r\n");
    QTest::newRow("array of negative size") << QByteArray("*-2\r\n");
    QTest::newRow("nested too deep") << QByteArray("*1\r\n*1\r\n*1\r\n");
    QTest::newRow("nested empty arrays") << QByteArray("*1\r\n*1\r\n*0\r\n");
    QTest::newRow("number too large") << QByteArray(":99999999999999999999\r\n");
    QTest::newRow("size that is none") << QByteArray("$x\r\n");
    QTest::newRow("text of negative size") << QByteArray("$-5\r\n");
    QTest::newRow("text too long") << "$70000\r\n" + QByteArray(70000, 'x') + "\r\n";
    QTest::newRow("a map of RESP 3") << QByteArray("%1\r\n+a\r\n:1\r\n");
    QTest::newRow("a double of RESP 3") << QByteArray(",1.5\r\n");
    QTest::newRow("a bool of RESP 3") << QByteArray("#t\r\n");
    QTest::newRow("a push of RESP 3") << QByteArray(">1\r\n+a\r\n");
}

void tst_RedisProtocol::hostileAnswersAreRefused()
{
    QFETCH(QByteArray, stream);
    for (const std::size_t piece : {1, 7, 100'000})
        QCOMPARE(QString::fromStdString(read(stream.toStdString(), piece)), QString("failed"));
}

void tst_RedisProtocol::endlessAnswersAreRefused()
{
    for (const char* beginning : {"$500000000\r\n", "+", "-ERR "}) {
        ReplyReader reader;
        reader.feed(beginning);
        const std::string more(4096, 'x');
        std::size_t fed = 0;
        while (!reader.failed() && fed < (std::size_t{8} << 20)) {
            reader.feed(more);
            fed += more.size();
            QVERIFY(reader.next() == nullptr);
        }
        QVERIFY(fed <= ReplyReader::most_buffered + more.size());
    }
}

void tst_RedisProtocol::errorsShowNoMoreThanAPlainWord()
{
    Reply r;
    QCOMPARE(std::string(r.error_code()), std::string());
    r.kind = Reply::Kind::error;
    for (const auto& [text, code] :
         {std::pair{"NOSCRIPT No matching script", "NOSCRIPT"}, std::pair{"OOM", "OOM"}, std::pair{"", "ERR"},
          std::pair{"canary1", "ERR"}, std::pair{"AVERYLONGWORDTHATISNOCODE x", "ERR"}}) {
        r.text = text;
        QCOMPARE(std::string(r.error_code()), std::string(code));
    }
}

void tst_RedisProtocol::entriesAreReadable()
{
    Entry e;
    e.token = 7;
    e.version = 42;
    e.generation = 3;
    e.fresh_until = run_start + 2s;
    e.stored_at = e.fresh_until - 300s;
    e.kept_until = e.fresh_until + 60s;
    e.load_time = 104ms;
    std::string text;
    EntryText::append(text, e, epoch);
    QCOMPARE(QString::fromStdString(text),
             QString("0000000007 1763912347000000006 v 42 3 300000000000 60000000000 104000000"));
}

void tst_RedisProtocol::entriesSurviveTheWayThroughText()
{
    std::uint64_t bits = 1;
    for (int i = 0; i < 1000; ++i) {
        const auto draw = [&](std::uint64_t below) {
            return (bits = bits * 6364136223846793005u + 1442695040888963407u) / 7 % below;
        };
        Entry e;
        e.token = static_cast<std::uint32_t>(draw(1ull << 32));
        e.version = static_cast<std::uint32_t>(draw(1ull << 32));
        e.generation = static_cast<std::uint32_t>(draw(1ull << 32));
        e.fresh_until = run_start + Duration(draw(1'000'000'000'000'000)) - 1000s;
        e.stored_at = e.fresh_until - Duration(draw(1'000'000'000'000));
        e.kept_until = e.fresh_until + Duration(draw(1'000'000'000'000));
        e.load_time = Duration(draw(1'000'000'000'000));
        e.negative = draw(2);
        e.backed_off = draw(2);
        std::string text;
        EntryText::append(text, e, epoch);
        Entry back;
        QVERIFY(EntryText::read(text, back, epoch));
        QVERIFY(back.present);
        QVERIFY(back.token == e.token && back.version == e.version && back.generation == e.generation &&
                back.negative == e.negative && back.backed_off == e.backed_off &&
                back.fresh_until == e.fresh_until && back.stored_at == e.stored_at &&
                back.kept_until == e.kept_until && back.load_time == e.load_time);
    }
}

void tst_RedisProtocol::otherTextIsNoEntry_data()
{
    QTest::addColumn<QByteArray>("text");
    const QByteArray good = "0000000007 1763912347000000006 v 42 3 300000000000 60000000000 104000000";
    QTest::newRow("nothing") << QByteArray();
    QTest::newRow("somebody else's value") << QByteArray("{\"id\": 123}");
    QTest::newRow("a number") << QByteArray("17");
    QTest::newRow("cut") << good.chopped(11);
    QTest::newRow("longer") << good + " 5";
    QTest::newRow("another flag") << QByteArray(good).replace(" v ", " x ");
    QTest::newRow("a negative time") << QByteArray(good).replace(" 300", " -300");
    QTest::newRow("an enormous time") << QByteArray(good).replace(" 104000000", " 9223372036854775807");
    QTest::newRow("a version too large") << QByteArray(good).replace(" 42 ", " 4294967296 ");
    QTest::newRow("an instant at the end of time")
        << QByteArray(good).replace("1763912347000000006", "9223372036854775807");
    QTest::newRow("not a number") << QByteArray(good).replace("42", "4x");
}

void tst_RedisProtocol::otherTextIsNoEntry()
{
    QFETCH(QByteArray, text);
    Entry e;
    e.present = true;
    QVERIFY(!EntryText::read(text.toStdString(), e, epoch));
    QVERIFY(!e.present);
}

void tst_RedisProtocol::scriptsAreNamedBySha1()
{
    // RFC 3174, section 7.3
    QCOMPARE(sha1_hex("abc"), std::string("a9993e364706816aba3e25717850c26c9cd0d89d"));
    QCOMPARE(sha1_hex("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq"),
             std::string("84983e441c3bd26ebaae4aa1f95129e5e54670f1"));
    QCOMPARE(sha1_hex(std::string(1'000'000, 'a')), std::string("34aa973cd4c4daa4f61eeb2bdbad27316534016f"));
    QCOMPARE(sha1_hex(""), std::string("da39a3ee5e6b4b0d3255bfef95601890afd80709"));
}

STAMPEDE_TESTS(tst_RedisProtocol, an_event_loop)
#include "tst_redis_protocol.moc"
