using Delivery.Workflows.Runtime.Execution;

namespace Delivery.Workflows.Runtime.Mailbox;

/// <summary>Says that mail for somebody was committed.</summary>
internal sealed class MailboxSignal
{
    public Signal Signal { get; } = new();

    public void Wake() => Signal.Wake();
}
