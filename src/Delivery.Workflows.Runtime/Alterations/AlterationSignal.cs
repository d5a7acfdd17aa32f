using Delivery.Workflows.Runtime.Execution;

namespace Delivery.Workflows.Runtime.Alterations;

/// <summary>Says that a plan was submitted.</summary>
internal sealed class AlterationSignal
{
    public Signal Signal { get; } = new();

    public void Wake() => Signal.Wake();
}
