#include <QtTest>

#include "core/runtime/secrets.h"
#include "core/runtime/suggest.h"
#include "tests/support/run_tests.h"

using namespace stampede;

/// Whatever was meant as an address is repeated without what may be a password in it.
class tst_Secrets : public QObject {
    Q_OBJECT

private slots:
    void addressesAreHiddenHoweverTheyAreMistyped_data()
    {
        QTest::addColumn<QString>("shown");
        QTest::newRow("redis://:canary@host") << "redis://…";
        QTest::newRow("redis://canary@host") << "redis://…";
        QTest::newRow("http://:canary@host") << "http://…";
        QTest::newRow("REDIS://a:canary@host:1/2") << "REDIS://…";
        QTest::newRow("redis//:canary@host") << "…";
        QTest::newRow("redis/:canary@host") << "…";
        QTest::newRow("redis:/:canary@host") << "…";
        QTest::newRow("redis:canary@host") << "…";
        QTest::newRow("rediss:canary") << "…";
        QTest::newRow(":canary@host") << "…";
        QTest::newRow(":canary") << "…";
        QTest::newRow("canary@host") << "…";
        QTest::newRow("a:canary@host:6379") << "…";
        QTest::newRow("http://host?password=canary") << "http://…";
        QTest::newRow("https://host/canary") << "https://…";
        QTest::newRow("ünïcode://:canary@host") << "…";
        QTest::newRow("redis://%3Acanary%40host") << "redis://…";
        QTest::newRow("canary://host") << "canary://…";
    }
    void addressesAreHiddenHoweverTheyAreMistyped()
    {
        QFETCH(QString, shown);
        const std::string word = QTest::currentDataTag();
        QCOMPARE(QString::fromStdString(without_password(word)), shown);
        QCOMPARE(QString::fromStdString(in_quotes(word)), '"' + shown + '"');
        for (const std::string& argument : {word, "--world=" + word, "about=" + word}) {
            const char* words[] = {"stampede", argument.c_str()};
            const std::string said =
                Arguments(2, words).cleaned("not expected: " + argument + ", and " + argument + " neither");
            if (word.starts_with("canary:")) continue;
            QVERIFY2(said.find("canary") == said.npos, said.c_str());
        }
    }

    void otherWordsStayAsTheyAre_data()
    {
        QTest::addColumn<QString>("word");
        for (const char* word :
             {"product-page", "/home/ann@work/page.json", "../a@b/c.json", "live", "cache.ttl=5s",
              "strategy.beta=0.5:2:4", "300s", "C:", "redis", "redis-down", "redis://127.0.0.1:1",
              "rediss://cache.example.org:6380/2", "http://[::1]:80/"})
            QTest::newRow(word) << QString::fromUtf8(word);
    }
    void otherWordsStayAsTheyAre()
    {
        QFETCH(QString, word);
        QCOMPARE(without_password(word.toStdString()), word.toStdString());
        QCOMPARE(without_password(""), std::string());
    }
};

STAMPEDE_TESTS(tst_Secrets, nothing)
#include "tst_secrets.moc"
