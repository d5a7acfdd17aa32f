using Delivery.Workflows.Values;

namespace Delivery.Workflows.Activities;

/// <summary>Runs its body as long as a condition holds.</summary>
internal sealed class WhileActivity : Activity
{
    private const string Body = "Body";
    private const string Condition = "Condition";

    public override ActivityDescriptor Descriptor { get; } = new()
    {
        TypeName = "Elsa.While",
        Category = Describe.Looping,
        Description = "Runs an activity as long as the condition holds.",
        // The condition is the loop's to ask, before each round.
        Inputs = [Describe.Input(Condition, "Boolean", "What decides, before each round.", value: false) with { AutoEvaluate = false }],
        Ports = [Describe.Child(Body)],
    };

    public override void Execute(ActivityContext context) => Next(context);

    public override void ChildCompleted(ActivityContext context, ChildCompletion child) => Next(context);

    internal override bool Break(ActivityContext context) => Breaking.Note(context, stops: true);

    /// <summary>Without a body there is nothing that could ever end the loop, so it ends at once.</summary>
    private static void Next(ActivityContext context)
    {
        if (!Breaking.IsSet(context)
            && context.Node.Ports.TryGetValue(Body, out var body)
            && JsonValues.To<bool>(context.Peek(Condition)))
        {
            context.Schedule(body);
        }
        else
        {
            context.Complete();
        }
    }
}
