// What a person sees at the sizes that people have: what carries the point lies in the window, and no text of
// a track lies on another.

#include <QScrollArea>
#include <QSettings>
#include <QTest>

#include "core/scenario/scenario_file.h"
#include "tests/support/gathered.h"
#include "tests/support/run_tests.h"
#include "ui/look/theme/theme_choice.h"
#include "ui/tracks/track_area.h"

using namespace stampede;
using namespace stampede::ui;

namespace {

/// Pairs of texts of a track that lie on each other, in words.
QStringList crossings(Track& track)
{
    test::Paper paper(track.size());
    QPainter painter(&paper);
    track.render(&painter, {}, {}, QWidget::DrawChildren);
    painter.end();
    QStringList all;
    const auto& places = paper.places();
    for (std::size_t i = 0; i < places.size(); ++i)
        for (std::size_t j = 0; j < i; ++j) {
            const QRectF both = places[i] & places[j];
            // One text in two strengths, before and after the playhead, is one text.
            if (paper.texts()[int(i)].contains(paper.texts()[int(j)]) ||
                paper.texts()[int(j)].contains(paper.texts()[int(i)]))
                continue;
            // Lines above each other share the room of their tallest letters.
            if (both.width() > 1 && both.height() > 0.3 * std::min(places[i].height(), places[j].height()))
                all += QStringLiteral("%1: “%2” on “%3”")
                           .arg(track.objectName(), paper.texts()[int(i)], paper.texts()[int(j)]);
        }
    return all;
}

}  // namespace

class tst_Fit : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void whatCarriesThePointIsInTheWindow_data();
    void whatCarriesThePointIsInTheWindow();
};

void tst_Fit::initTestCase()
{
    QApplication::setOrganizationName("stampede-lab-tests");
    QApplication::setApplicationName("tst_fit");
    QSettings().clear();
}

void tst_Fit::whatCarriesThePointIsInTheWindow_data()
{
    QTest::addColumn<QString>("preset");
    QTest::addColumn<int>("number");
    int number = 0;
    for (const Preset& p : presets()) QTest::newRow(p.id.c_str()) << QString::fromStdString(p.id) << number++;
}

void tst_Fit::whatCarriesThePointIsInTheWindow()
{
    QFETCH(QString, preset);
    QFETCH(int, number);
    static const Theme::Name themes[] = {Theme::Name::light, Theme::Name::dark, Theme::Name::projector};
    applyTheme(*qApp, themes[number % 3]);
    test::Window lab;
    lab.open(preset.toUtf8().constData(), "", {1280, 800});
    QTRY_VERIFY_WITH_TIMEOUT(lab.session.settled() && lab.session.run(), 120'000);
    if (lab.session.run()->recording->events.size() > test::mostEvents)
        QSKIP("a run this long only takes longer");
    auto* area = lab.window.findChild<TrackArea*>();
    const QScrollArea* scroll = area->findChild<QScrollArea*>();
    QStringList complaints;
    for (const QSize size : {QSize(1280, 800), QSize(1366, 768), QSize(1440, 900), QSize(1920, 1080)}) {
        lab.window.resize(size);
        QTRY_COMPARE(lab.window.size(), size);
        QCoreApplication::processEvents();
        const auto* requests = area->findChild<Track*>(QStringLiteral("requests"));
        if (requests->isFolded() && !lab.session.run()->recording->requests.empty())
            complaints +=
                QStringLiteral("the requests are folded at %1×%2").arg(size.width()).arg(size.height());
        for (Track* track : area->tracks()) {
            const QRect place(track->mapTo(scroll->viewport(), QPoint()), track->size());
            if (!scroll->viewport()->rect().contains(place))
                complaints += QStringLiteral("%1 is cut off at %2×%3")
                                  .arg(track->objectName())
                                  .arg(size.width())
                                  .arg(size.height());
            // A run under way is looked at from its middle, and from its end.
            const TimeRange all = lab.session.playback().extent();
            for (const Instant t : {all.from + all.length() / 2, all.until}) {
                lab.session.playback().setPlayhead(t);
                QCoreApplication::processEvents();
                if (!track->isFolded())
                    for (const QString& text : crossings(*track))
                        complaints += QStringLiteral("%1×%2 ").arg(size.width()).arg(size.height()) + text;
            }
        }
    }
    QVERIFY2(complaints.isEmpty(), qPrintable(complaints.join(QStringLiteral("\n"))));
}

STAMPEDE_TESTS(tst_Fit, a_window)
#include "tst_fit.moc"
