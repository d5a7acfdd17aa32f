using Delivery.Workflows.Execution;

namespace Delivery.Workflows.Activities;

/// <summary>Sets an output of the workflow.</summary>
internal sealed class SetOutputActivity : Activity
{
    public override ActivityDescriptor Descriptor { get; } = new()
    {
        TypeName = "Elsa.SetOutput",
        Category = Describe.Composition,
        Description = "Sets an output of the workflow.",
        Inputs =
        [
            Describe.Input("OutputName", "String", "The output.", "output-picker") with { DisplayName = "Output" },
            Describe.Input("OutputValue", "Object", "Its value.") with { DisplayName = "Value" },
        ],
    };

    public override void Execute(ActivityContext context)
    {
        if (context.Input<string>("OutputName") is { Length: > 0 } name)
        {
            WorkflowOutputs.Set(context.Execution, name, context.Peek("OutputValue"));
        }

        context.Complete();
    }
}
