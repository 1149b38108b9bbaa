// Where labels go so that none lies on another.

#include <QTest>

#include "tests/support/run_tests.h"
#include "ui/tracks/label_room.h"

#include <random>

using namespace stampede::ui;

class tst_LabelRoom : public QObject {
    Q_OBJECT

private slots:
    void theFirstGetsThePlaceItWants();
    void noneLiesOnAnotherNorOutside();
    void whatHasNoRoomIsLeftOut();
};

void tst_LabelRoom::theFirstGetsThePlaceItWants()
{
    LabelRoom room(QRectF(0, 0, 400, 100));
    const QRectF wanted(50, 40, 100, 16);
    QCOMPARE(room.place(wanted), wanted);
    const QRectF next = room.place(wanted);
    QVERIFY(!next.isEmpty() && !next.intersects(wanted));
    QCOMPARE(next.left(), wanted.left());  // above or below before beside
}

void tst_LabelRoom::noneLiesOnAnotherNorOutside()
{
    std::mt19937 random(7);
    for (int round = 0; round < 300; ++round) {
        const QRectF bounds(20, 10, 300 + int(random() % 400), 40 + int(random() % 100));
        LabelRoom room(bounds);
        std::vector<QRectF> taken;
        for (int i = 0; i < 6; ++i) {
            const QRectF wanted(int(random() % 700), int(random() % 160), 40 + int(random() % 200), 16);
            const QRectF got = room.place(wanted);
            if (got.isEmpty()) continue;
            QVERIFY(bounds.contains(got));
            QCOMPARE(got.size(), wanted.size());
            for (const QRectF& t : taken) QVERIFY(!t.intersects(got));
            taken.push_back(got);
        }
        QVERIFY(!taken.empty());
    }
}

void tst_LabelRoom::whatHasNoRoomIsLeftOut()
{
    LabelRoom room(QRectF(0, 0, 100, 20));
    room.take(QRectF(0, 0, 100, 20));
    QVERIFY(room.place(QRectF(10, 2, 50, 16)).isEmpty());
    QVERIFY(LabelRoom(QRectF(0, 0, 30, 20)).place(QRectF(0, 0, 50, 16)).isEmpty());
}

STAMPEDE_TESTS(tst_LabelRoom, nothing)
#include "tst_label_room.moc"
