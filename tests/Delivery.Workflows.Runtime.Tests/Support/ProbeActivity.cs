namespace Delivery.Workflows.Runtime.Tests.Support;

/// <summary>Calls the test while a burst is being computed, on whichever runtime computes it.</summary>
internal sealed class ProbeActivity(Action<ActivityContext> probe) : Activity
{
    public const string Type = "Test.Probe";

    public override ActivityDescriptor Descriptor { get; } = new() { TypeName = Type, Category = "Test" };

    public override void Execute(ActivityContext context)
    {
        probe(context);
        context.Complete();
    }
}
