#include "ui/study/explore/heat_map.h"

#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>

#include "core/analysis/metrics_json.h"
#include "ui/look/theme/heat_scale.h"
#include "ui/look/theme/kept_within.h"
#include "ui/look/theme/theme.h"
#include "ui/look/words/metric_words.h"
#include "ui/look/words/told.h"
#include "ui/study/explore/metric_choice.h"
#include "ui/tracks/paint.h"

#include <algorithm>
#include <cmath>

namespace stampede::ui {

namespace {

constexpr std::pair<int, int> nowhere{-1, -1};

}  // namespace

HeatMap::HeatMap(const HeatStudy& study, QWidget* parent) : QWidget(parent), study_(study)
{
    setAccessibleName(tr("A figure over two parameters"));
    setFocusPolicy(Qt::StrongFocus);
    setMouseTracking(true);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
    connect(&study_, &HeatStudy::changed, this, [this] {
        if (cursor_.first >= int(study_.xs().size()) || cursor_.second >= int(study_.ys().size()))
            cursor_ = nowhere;
        setAccessibleDescription(words());
        update();
    });
}

QSize HeatMap::sizeHint() const
{
    return {theme().px(560), theme().px(520)};
}
QSize HeatMap::minimumSizeHint() const
{
    return {theme().px(320), theme().px(260)};
}

void HeatMap::setMetric(const std::string& path)
{
    metric_ = path;
    point(cursor_);
    update();
}

double HeatMap::Colours::share(double v) const
{
    if (most <= least) return 0;
    return logarithmic ? std::log(std::max(v, least) / least) / std::log(most / least)
                       : (v - least) / (most - least);
}

double HeatMap::Colours::valueAt(double share) const
{
    return logarithmic ? least * std::pow(most / least, share) : least + (most - least) * share;
}

double HeatMap::valueOf(int column, int row) const
{
    const Metrics* m = study_.total() > 0 ? study_.at(std::size_t(column), std::size_t(row)) : nullptr;
    return m ? stampede::metric(*m, metric_) : std::nan("");
}

/// By powers where the greatest value is many times the least.
HeatMap::Colours HeatMap::colours() const
{
    double least = HUGE_VAL, most = -HUGE_VAL, positive = HUGE_VAL;
    for (int row = 0; row < int(study_.ys().size()); ++row)
        for (int column = 0; column < int(study_.xs().size()); ++column) {
            const double v = valueOf(column, row);
            if (std::isnan(v)) continue;
            least = std::min(least, v);
            most = std::max(most, v);
            if (v > 0) positive = std::min(positive, v);
        }
    if (most < least) return {};
    const bool logarithmic = least >= 0 && positive < HUGE_VAL && most > 20 * positive;
    return {logarithmic ? positive : least, most, logarithmic};
}

QRectF HeatMap::plot() const
{
    const Theme& t = theme();
    return QRectF(t.px(84), t.px(6), std::max(10, width() - t.px(84) - t.px(92)),
                  std::max(10, height() - t.px(6) - t.px(46)));
}

QRectF HeatMap::cellRect(int column, int row) const
{
    const QRectF area = plot();
    const double w = area.width() / double(std::max<std::size_t>(1, study_.xs().size())),
                 h = area.height() / double(std::max<std::size_t>(1, study_.ys().size()));
    const double left = std::round(area.left() + column * w),
                 right = std::round(area.left() + (column + 1) * w);
    const double bottom = std::round(area.bottom() - row * h),
                 top = std::round(area.bottom() - (row + 1) * h);
    return QRectF(left, top, right - left, bottom - top);
}

std::pair<int, int> HeatMap::cellAt(QPointF at) const
{
    const QRectF area = plot();
    if (study_.total() == 0 || !area.contains(at)) return nowhere;
    return {std::min(int(study_.xs().size()) - 1,
                     int((at.x() - area.left()) / area.width() * double(study_.xs().size()))),
            std::min(int(study_.ys().size()) - 1,
                     int((area.bottom() - at.y()) / area.height() * double(study_.ys().size())))};
}

QString HeatMap::words() const
{
    if (cursor_ == nowhere || study_.total() == 0 || !study_.x()) return {};
    const auto [column, row] = cursor_;
    const bool exact = study_.exact(std::size_t(column), std::size_t(row));
    const double value = valueOf(column, row);
    return tr("%1 %2, %3 %4: %5 %6")
               .arg(study_.x()->label, toldOther(study_.x()->text(study_.xs()[std::size_t(column)])),
                    study_.y()->label, toldOther(study_.y()->text(study_.ys()[std::size_t(row)])),
                    metricWords(metric_),
                    std::isnan(value) ? QStringLiteral("…") : told(column, row, metricText(metric_, value))) +
           (exact ? QString() : tr(" (of a coarser cell so far)"));
}

void HeatMap::paintEvent(QPaintEvent*)
{
    const Theme& t = theme();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    if (study_.total() == 0) {
        painter.setFont(t.small);
        painter.setPen(t.muted);
        const QString why = !study_.trouble().isEmpty() ? study_.trouble()
                            : study_.settled()          ? tr("This scenario has no two numbers to vary.")
                                                        : tr("computing…");
        painter.drawText(rect(), Qt::AlignCenter, why);
        return;
    }
    const Colours c = colours();
    paintCells(painter, c);
    paintAxes(painter);
    paintScale(painter, c);
    paintCursor(painter);
}

/// For a cell: "1.3k" instead of "1 276".
QString HeatMap::cellText(int column, int row) const
{
    const double v = valueOf(column, row);
    if (std::isnan(v)) return {};
    return told(column, row,
                v >= 1000 && isCount(metric_) ? QString::number(v / 1000, 'g', 2) + u'k'
                                              : metricText(metric_, v));
}

/// A cell that has not come yet shows that of a coarser grid.
QString HeatMap::told(int column, int row, const QString& text) const
{
    if (!ReadingLog::current()) return text;
    const auto cell = study_.shownAt(std::size_t(column), std::size_t(row));
    if (!cell) return text;
    const Scenario scenario = study_.scenarioAt(cell->first, cell->second);
    return ui::told(metric_, valueOf(column, row), ofRun(scenario), text);
}

/// Numbers stand in all cells or in none: some alone would look as if they meant something.
bool HeatMap::numbersFit() const
{
    const QFontMetricsF metrics(theme().small);
    const QRectF cell = cellRect(1, 1);
    if (metrics.height() > cell.height()) return false;
    for (int row = 0; row < int(study_.ys().size()); ++row)
        for (int column = 0; column < int(study_.xs().size()); ++column)
            if (metrics.horizontalAdvance(cellText(column, row)) > cell.width() - 2) return false;
    return true;
}

void HeatMap::paintCells(QPainter& painter, const Colours& c) const
{
    const Theme& t = theme();
    painter.setRenderHint(QPainter::Antialiasing, false);
    painter.setFont(t.small);
    const bool numbers = numbersFit();
    for (int row = 0; row < int(study_.ys().size()); ++row)
        for (int column = 0; column < int(study_.xs().size()); ++column) {
            const double v = valueOf(column, row);
            const QRectF cell = cellRect(column, row);
            const QColor ground = std::isnan(v) ? t.sunken : heatColour(c.share(v));
            painter.fillRect(cell, ground);
            if (std::isnan(v) || !numbers) continue;
            painter.setPen(readableOn(ground));
            painter.drawText(cell, Qt::AlignCenter | Qt::TextDontClip, cellText(column, row));
        }
    painter.setRenderHint(QPainter::Antialiasing);
}

void HeatMap::paintAxes(QPainter& painter) const
{
    const Theme& t = theme();
    const QRectF area = plot();
    const QFontMetricsF metrics(t.small);
    painter.setFont(t.small);
    painter.setPen(t.muted);
    double free = -1e9;
    for (int i = 0; i < int(study_.xs().size()); i += 4) {
        const QString text = toldOther(study_.x()->text(study_.xs()[std::size_t(i)]));
        const double w = metrics.horizontalAdvance(text), left = cellRect(i, 0).center().x() - w / 2;
        if (left < free) continue;
        painter.drawText(QRectF(left, area.bottom() + t.px(4), w + 2, t.px(18)), Qt::AlignCenter, text);
        free = left + w + t.px(8);
    }
    for (int i = 0; i < int(study_.ys().size()); i += 4)
        painter.drawText(
            QRectF(t.px(18), cellRect(0, i).center().y() - t.px(9), area.left() - t.px(26), t.px(18)),
            Qt::AlignRight | Qt::AlignVCenter, toldOther(study_.y()->text(study_.ys()[std::size_t(i)])));
    painter.setPen(t.ink);
    painter.drawText(QRectF(area.left(), area.bottom() + t.px(23), area.width(), t.px(18)), Qt::AlignCenter,
                     study_.x()->label);
    painter.save();
    painter.translate(t.px(9), area.center().y());
    painter.rotate(-90);
    painter.drawText(QRectF(-area.height() / 2, -t.px(9), area.height(), t.px(18)), Qt::AlignCenter,
                     study_.y()->label);
    painter.restore();
}

void HeatMap::paintScale(QPainter& painter, const Colours& c) const
{
    const Theme& t = theme();
    const QRectF area = plot();
    const QRectF bar(area.right() + t.px(14), area.top(), t.px(14), area.height());
    QLinearGradient gradient(bar.bottomLeft(), bar.topLeft());
    for (int i = 0; i <= 20; ++i) gradient.setColorAt(i / 20.0, heatColour(i / 20.0));
    painter.fillRect(bar, gradient);
    painter.setFont(t.small);
    painter.setPen(t.muted);
    for (int i = 0; i <= 4; ++i) {
        const double share = i / 4.0, y = keptWithin(bar.bottom() - share * bar.height(), bar.top() + t.px(8),
                                                     bar.bottom() - t.px(8));
        painter.drawText(QRectF(bar.right() + t.px(5), y - t.px(9), t.px(58), t.px(18)),
                         Qt::AlignLeft | Qt::AlignVCenter, toldOther(metricText(metric_, c.valueAt(share))));
    }
}

/// The scenario as it is, ringed; the cell that is pointed at, framed.
void HeatMap::paintCursor(QPainter& painter) const
{
    const Theme& t = theme();
    painter.setBrush(Qt::NoBrush);
    const auto frame = [&](const QRectF& r, double width) {
        painter.setPen(QPen(t.panel, (width + 2) * t.scale));
        painter.drawRect(r);
        painter.setPen(QPen(t.ink, width * t.scale));
        painter.drawRect(r);
    };
    if (const auto here = study_.here(); here.first >= 0 && here.second >= 0) {
        const QRectF ring = cellRect(here.first, here.second).adjusted(3, 3, -3, -3);
        for (const auto& [colour, width] : {std::pair{readableOn(t.ink), 3.4}, std::pair{t.ink, 1.4}}) {
            painter.setPen(QPen(colour, width * t.scale));
            painter.drawEllipse(ring);
        }
    }
    if (cursor_ != nowhere) frame(cellRect(cursor_.first, cursor_.second), 2.4);
    if (!hasFocus()) return;
    painter.setPen(QPen(t.focus, 1.6 * t.scale));
    painter.drawRect(plot().adjusted(-2, -2, 2, 2));
}

void HeatMap::point(std::pair<int, int> cell)
{
    cursor_ = cell;
    setAccessibleDescription(words());
    update();
    emit pointed();
}

void HeatMap::mouseMoveEvent(QMouseEvent* event)
{
    const auto cell = cellAt(event->position());
    setCursor(cell == nowhere ? Qt::ArrowCursor : Qt::PointingHandCursor);
    if (cell != cursor_) point(cell);
}

void HeatMap::mouseReleaseEvent(QMouseEvent* event)
{
    const auto cell = cellAt(event->position());
    if (event->button() == Qt::LeftButton && cell != nowhere) emit opened(cell.first, cell.second);
}

void HeatMap::leaveEvent(QEvent*)
{
    point(nowhere);
}

/// Arrows move the cursor here; elsewhere they step through events.
bool HeatMap::event(QEvent* event)
{
    if (event->type() == QEvent::ShortcutOverride) {
        const int key = static_cast<QKeyEvent*>(event)->key();
        if (key == Qt::Key_Left || key == Qt::Key_Right || key == Qt::Key_Up || key == Qt::Key_Down ||
            key == Qt::Key_Return || key == Qt::Key_Enter)
            event->accept();
    }
    return QWidget::event(event);
}

void HeatMap::keyPressEvent(QKeyEvent* event)
{
    if (study_.total() == 0) return QWidget::keyPressEvent(event);
    const bool enter = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
    if (enter && cursor_ != nowhere) return emit opened(cursor_.first, cursor_.second);
    const int dx = event->key() == Qt::Key_Right ? 1 : event->key() == Qt::Key_Left ? -1 : 0;
    const int dy = event->key() == Qt::Key_Up ? 1 : event->key() == Qt::Key_Down ? -1 : 0;
    if (dx == 0 && dy == 0) return QWidget::keyPressEvent(event);
    const auto here = study_.here();
    const std::pair<int, int> from =
        cursor_ != nowhere ? cursor_ : std::pair{std::max(0, here.first), std::max(0, here.second)};
    if (cursor_ == nowhere) return point(from);
    point({keptWithin(from.first + dx, 0, int(study_.xs().size()) - 1),
           keptWithin(from.second + dy, 0, int(study_.ys().size()) - 1)});
}

void HeatMap::focusInEvent(QFocusEvent* event)
{
    update();
    QWidget::focusInEvent(event);
}

void HeatMap::focusOutEvent(QFocusEvent* event)
{
    update();
    QWidget::focusOutEvent(event);
}

}  // namespace stampede::ui
