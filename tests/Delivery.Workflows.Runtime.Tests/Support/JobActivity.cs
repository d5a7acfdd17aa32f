namespace Delivery.Workflows.Runtime.Tests.Support;

/// <summary>Does its work behind the commit of the burst that met it.</summary>
internal sealed class JobActivity : Activity
{
    public const string Type = "Test.Job";

    public override ActivityDescriptor Descriptor { get; } = new() { TypeName = Type, Category = "Test", Kind = ActivityKind.Job };

    public override void Execute(ActivityContext context) => context.Complete();
}
