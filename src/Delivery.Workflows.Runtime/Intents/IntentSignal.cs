using Delivery.Workflows.Runtime.Execution;

namespace Delivery.Workflows.Runtime.Intents;

/// <summary>Says that intents were committed, or that there is room for more.</summary>
internal sealed class IntentSignal
{
    public Signal Signal { get; } = new();

    public void Wake() => Signal.Wake();
}
