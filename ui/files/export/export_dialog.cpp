#include "ui/files/export/export_dialog.h"

#include <QAbstractButton>
#include <QButtonGroup>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QListWidget>
#include <QPushButton>
#include <QTimer>
#include <QVBoxLayout>

#include <cmath>

namespace stampede::ui {

namespace {

constexpr double scales[] = {1, 2, 3, 4};
const std::optional<Theme::Name> grounds[] = {std::nullopt, Theme::Name::light, Theme::Name::dark,
                                              Theme::Name::projector};

QLabel* caption(const QString& text)
{
    auto* label = new QLabel(text);
    label->setProperty("look", "caption");
    return label;
}

}  // namespace

ExportDialog::ExportDialog(std::vector<PictureSubject> subjects, const QString& runTitle, QWidget* window)
    : QDialog(window), subjects_(std::move(subjects)), runTitle_(runTitle)
{
    const Theme& t = theme();
    setObjectName("export-dialog");
    setWindowTitle(tr("Export a picture"));
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(t.px(20), t.px(20), t.px(20), t.px(20));
    row->setSpacing(t.px(20));
    picture_ = new QLabel;
    picture_->setObjectName("export-preview");
    picture_->setAccessibleName(tr("What the picture will look like"));
    picture_->setAlignment(Qt::AlignCenter);
    picture_->setFixedSize(t.px(520), t.px(400));
    row->addWidget(picture_);

    auto* column = new QVBoxLayout;
    column->setSpacing(t.px(6));
    column->addWidget(caption(tr("WHAT")));
    what_ = new QListWidget;
    what_->setObjectName("export-what");
    what_->setAccessibleName(tr("What to make a picture of"));
    what_->setProperty("look", "framed");
    for (const PictureSubject& s : subjects_) what_->addItem(s.title);
    what_->setCurrentRow(subjects_.size() > 1 ? 1 : 0);
    what_->setFixedWidth(t.px(280));
    column->addWidget(what_, 1);
    format_ = choices(column, tr("FORMAT"), {tr("SVG"), tr("PNG"), tr("PDF")}, 0, "format");
    size_ = choices(column, tr("SIZE"),
                    {QStringLiteral("1×"), QStringLiteral("2×"), QStringLiteral("3×"), QStringLiteral("4×")},
                    1, "size");
    pixels_ = new QLabel;
    pixels_->setObjectName("export-pixels");
    pixels_->setProperty("look", "small");
    column->addWidget(pixels_);
    ground_ = choices(column, tr("GROUND"), {tr("As shown"), tr("Light"), tr("Dark"), tr("Projector")}, 0,
                      "ground");
    column->addSpacing(t.px(12));
    auto* buttons = new QHBoxLayout;
    auto* copy = new QPushButton(tr("Copy"));
    copy->setObjectName("export-copy");
    copy->setToolTip(tr("Puts the picture into the clipboard"));
    save_ = new QPushButton(tr("Export …"));
    save_->setObjectName("export-save");
    save_->setProperty("look", "primary");
    save_->setDefault(true);
    auto* cancel = new QPushButton(tr("Cancel"));
    for (QPushButton* b : {cancel, copy, save_}) buttons->addWidget(b);
    column->addLayout(buttons);
    row->addLayout(column);

    soon_ = new QTimer(this);
    soon_->setSingleShot(true);
    soon_->setInterval(0);
    connect(soon_, &QTimer::timeout, this, &ExportDialog::preview);
    connect(what_, &QListWidget::currentRowChanged, soon_, qOverload<>(&QTimer::start));
    for (QButtonGroup* g : {format_, size_, ground_})
        connect(g, &QButtonGroup::idClicked, soon_, [this] { soon_->start(); });
    connect(format_, &QButtonGroup::idClicked, this, &ExportDialog::showSize);
    connect(cancel, &QPushButton::clicked, this, &QDialog::reject);
    connect(copy, &QPushButton::clicked, this, &ExportDialog::copyWanted);
    connect(save_, &QPushButton::clicked, this, &ExportDialog::saveWanted);
    preview();
}

QButtonGroup* ExportDialog::choices(QLayout* column, const QString& title, const QStringList& names,
                                    int chosen, const char* objectName)
{
    column->addWidget(caption(title));
    auto* group = new QButtonGroup(this);
    auto* box = new QWidget;
    auto* row = new QHBoxLayout(box);
    row->setContentsMargins({});
    row->setSpacing(theme().px(2));
    for (int i = 0; i < names.size(); ++i) {
        auto* button = new QPushButton(names[i]);
        button->setObjectName(QStringLiteral("export-%1-%2").arg(QLatin1String(objectName)).arg(i));
        button->setAccessibleName(QStringLiteral("%1: %2").arg(title, names[i]));
        button->setProperty("look", "segment");
        button->setCheckable(true);
        button->setChecked(i == chosen);
        button->setAutoDefault(false);
        group->addButton(button, i);
        row->addWidget(button);
    }
    row->addStretch(1);
    column->addWidget(box);
    return group;
}

PictureWish ExportDialog::wish() const
{
    const PictureSubject& subject = subjects_[std::size_t(std::max(0, what_->currentRow()))];
    PictureWish wish;
    wish.what = subject.widget;
    wish.format = PictureFormat(format_->checkedId());
    wish.scale = scales[size_->checkedId()];
    wish.ground = grounds[ground_->checkedId()];
    wish.title = QStringLiteral("%1 – %2").arg(runTitle_, subject.title);
    return wish;
}

QString ExportDialog::fileName() const
{
    const PictureSubject& subject = subjects_[std::size_t(std::max(0, what_->currentRow()))];
    return subject.fileName + u'.' + pictureFormatSuffix(PictureFormat(format_->checkedId()));
}

void ExportDialog::preview()
{
    PictureWish small = wish();
    const QSize room = picture_->size();
    const double ratio = devicePixelRatioF();
    const double fit = std::min(
        {1.0, double(room.width()) / small.what->width(), double(room.height()) / small.what->height()});
    small.scale = 1;
    QImage image = pictureImage(small);
    image.setDevicePixelRatio(1);
    image = image.scaled(image.size() * fit * ratio, Qt::KeepAspectRatio, Qt::SmoothTransformation);
    image.setDevicePixelRatio(ratio);
    picture_->setPixmap(QPixmap::fromImage(image));
    showSize();
}

void ExportDialog::showSize()
{
    const PictureWish now = wish();
    const bool isPng = now.format == PictureFormat::png;
    for (QAbstractButton* b : size_->buttons()) b->setEnabled(isPng);
    const QSize pixels = now.what->size() * now.scale;
    pixels_->setText(isPng ? tr("%1 × %2 pixels").arg(pixels.width()).arg(pixels.height())
                           : tr("Sharp at any size"));
}

void ExportDialog::keyPressEvent(QKeyEvent* event)
{
    if (event->key() == Qt::Key_Return && focusWidget() == what_) return save_->click();
    QDialog::keyPressEvent(event);
}

}  // namespace stampede::ui
