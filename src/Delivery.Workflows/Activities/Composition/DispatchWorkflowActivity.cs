using System.Text.Json.Nodes;

namespace Delivery.Workflows.Activities;

/// <summary>Starts an instance of another workflow and goes on once it is started, or once it has ended.</summary>
internal sealed class DispatchWorkflowActivity : Activity
{
    private const string Stimulus = "Elsa.DispatchWorkflow";

    public override ActivityDescriptor Descriptor { get; } = new()
    {
        TypeName = Stimulus,
        DisplayName = "Dispatch Workflow",
        Category = Describe.Composition,
        Description = "Starts an instance of another workflow.",
        Inputs = [Children.Workflow, Children.Correlation, Children.Arguments, Children.Wait(false), Children.Trace, Children.Channel],
        Outputs = [Describe.Result("Object", "The outputs of the instance, if it was waited for.")],
    };

    // Its inputs are with the instance that it has started.
    public override bool EvaluatesInputsOnResume => false;

    public override void Execute(ActivityContext context) => ChildStart.Execute(context, Stimulus);

    public override void Resume(ActivityContext context, BookmarkResumption resumption)
    {
        if (resumption.Input is JsonObject result && ChildStart.Waits(context))
        {
            context.SetOutput("Result", result["WorkflowOutput"]);
        }

        context.Complete();
    }
}
