using Delivery.Workflows.Graph;

namespace Delivery.Workflows.Execution;

/// <summary>Asks the starts of a definition what they wait for, with an instance that never runs behind their expressions.</summary>
internal static class TriggerFinder
{
    public static IReadOnlyList<Trigger> Find(CompiledBundle graph, WorkflowEngineOptions options, DateTimeOffset now)
    {
        var triggers = new List<Trigger>();
        foreach (var node in graph.Root.Workflow.All)
        {
            if (node.CanStartWorkflow && node.Descriptor.Kind == ActivityKind.Trigger)
            {
                triggers.AddRange(TriggersOf(node, graph, options, now));
            }
        }

        return triggers;
    }

    private static IEnumerable<Trigger> TriggersOf(Node node, CompiledBundle graph, WorkflowEngineOptions options, DateTimeOffset now)
    {
        var run = InstanceRun.ForStart(graph, options, new StartInstance { InstanceId = "" }, now);
        try
        {
            return [.. node.Activity.Triggers(new TriggerContext(Execution(run, node).Context)).Select(request => new Trigger
            {
                ActivityId = node.Id,
                ActivityType = node.Type,
                Name = request.Name,
                Hash = request.ComputeHash(),
                Payload = request.Payload,
                Schedule = request.Schedule,
            })];
        }
        catch (Exception e) when (e is InputEvaluationException or ExpressionException)
        {
            throw new WorkflowDefinitionException($"The start '{node.Name ?? node.Id}' cannot say what it waits for: {e.Message}", e);
        }
    }

    private static ActivityExecution Execution(InstanceRun run, Node node) => node == run.Root.Node
        ? run.Root
        : new ActivityExecution { Run = run, Node = node, Number = 0, Parent = Execution(run, node.Parent!), StartedAt = run.Now };
}
