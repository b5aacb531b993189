"""A question to the computer's keychain that never holds anybody up.

It may wait for somebody to unlock the keychain, or for ever. So it is asked in a process of its
own, and not in the worker, where everything else would queue behind it.
"""

from PySide6.QtCore import QByteArray, QCoreApplication, QObject, QProcess, QTimer, Signal

from reflect_app.vault import keychain
from reflect_app.vault.errors import JournalError, KeychainSilent
from reflect_app.vault.keychain import Order
from reflect_app.vault.quick_unlock import QuickUnlock


class KeychainCall(QObject):
    """One order on its way: answered or refused once, unless it is abandoned; then it is gone.

    It belongs to the application, so that whoever asked may go before there is an answer.
    """

    answered = Signal(object)
    """The secret, as bytes; empty where none was asked for or none is there."""
    refused = Signal(object)
    """A JournalError that says what is in the way."""

    def __init__(self, order: Order, *, patience: float = keychain.PATIENCE) -> None:
        """Send `order` off; after `patience` in seconds the keychain counts as silent."""
        application = QCoreApplication.instance()
        super().__init__(application)
        self._process = process = QProcess(self)
        process.setStandardErrorFile(QProcess.nullDevice())
        process.finished.connect(self._hear)
        process.errorOccurred.connect(self._give_up)
        self._patience = QTimer(self, singleShot=True, interval=round(patience * 1_000))
        self._patience.timeout.connect(self._fall_silent)
        if application:
            application.aboutToQuit.connect(self.abandon)
        process.start(*keychain.command())
        process.write(QByteArray(order.to_line()))
        process.closeWriteChannel()
        self._patience.start()

    def abandon(self) -> None:
        """Withdraw it: nothing comes of it any more."""
        self._patience.stop()
        self._process.blockSignals(True)
        if self._process.state() != QProcess.ProcessState.NotRunning:
            self._process.kill()
            self._process.waitForFinished()
        self.deleteLater()

    def _hear(self, _status: int) -> None:
        try:
            secret = keychain.read_answer(bytes(self._process.readAllStandardOutput().data()))
        except JournalError as error:
            self._refuse(error)
        else:
            self.answered.emit(secret)
            self.abandon()

    def _fall_silent(self) -> None:
        self._refuse(KeychainSilent())

    def _give_up(self, error: QProcess.ProcessError) -> None:
        if error == QProcess.ProcessError.FailedToStart:
            self._refuse(KeychainSilent())

    def _refuse(self, error: JournalError) -> None:
        self.refused.emit(error)
        self.abandon()


def sweep(quick: QuickUnlock) -> None:
    """Let the keychain forget what is of no use any more; it is asked once and never again."""
    if entry := quick.left():
        call = KeychainCall(Order(act="forget", entry=entry))
        call.answered.connect(lambda _: quick.sweep(entry))
        call.refused.connect(lambda _: quick.sweep(entry))
