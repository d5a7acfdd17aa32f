using System.Text;
using System.Text.Json.Nodes;
using Delivery.Workflows.Tests.Support;

namespace Delivery.Workflows.Tests.Conformance;

/// <summary>Plays a case and collects everything that is not as expected.</summary>
internal static class ConformancePlayer
{
    /// <summary>What is wrong, for people; empty when nothing is.</summary>
    public static string Play(ConformanceCase @case)
    {
        var report = new StringBuilder();
        Add(report, "loading", Loading(@case));
        var definition = Load(@case.Definition);
        var engine = Instance.Engine(@case.EngineOptions.ToEngine());
        var bundle = WorkflowBundle.Create(definition, reference => Resolve(@case, reference));
        Add(report, "validating", [Mismatch.OfParts("problems", @case.Problems, engine.Validate(bundle).Select(problem => $"{problem.ActivityNodeId}: {problem.Message}"))]);
        Add(report, "publishing", [Publishing(@case, engine, bundle)]);
        if (@case.Start is { } start)
        {
            Run(@case, start, definition, report);
        }

        return report.ToString();
    }

    private static void Run(ConformanceCase @case, StartStep start, WorkflowDefinition definition, StringBuilder report)
    {
        var instance = Instance.Start(definition, start.ToStart(), @case.EngineOptions.ToEngine(), reference => Resolve(@case, reference));
        Add(report, "start", start.Expect.Mismatches(instance));
        for (var i = 0; i < @case.Stimuli.Count; i++)
        {
            var stimulus = @case.Stimuli[i];
            var step = $"stimulus {i + 1}, {stimulus}";
            instance.Now += stimulus.After;
            if (stimulus.Resume is { } activity && !instance.Waiting.Contains(activity))
            {
                Add(report, step, [$"'{activity}' does not wait; waiting: {string.Join(", ", instance.Waiting)}"]);
                return;
            }

            if (stimulus.Alter is { } alterations)
            {
                Add(report, step, [Alter(@case, instance, alterations, stimulus.Refused ?? [])]);
                Add(report, step, stimulus.Expect.Mismatches(instance));
                continue;
            }

            _ = stimulus switch
            {
                { Resume: { } id } => instance.Resume(id, stimulus.Input, fault: stimulus.Fault),
                { Cancel: { } reason } => instance.Cancel(reason),
                _ => instance.Retry(),
            };
            Add(report, step, stimulus.Expect.Mismatches(instance));
        }
    }

    private static string? Alter(ConformanceCase @case, Instance instance, IReadOnlyList<JsonObject> alterations, IReadOnlyList<string> refused)
    {
        try
        {
            Alteration[] parsed = [.. alterations.Select(Alteration.Parse)];
            var number = parsed.OfType<MigrateInstance>().FirstOrDefault()?.TargetVersion;
            var target = @case.Versions.FirstOrDefault(version => version["version"]?.GetValue<int>() == number);
            instance.Alter(target is null ? null : WorkflowBundle.Create(Load(target), reference => Resolve(@case, reference)), parsed);
            return Mismatch.OfParts("refused", refused, []);
        }
        catch (AlterationException exception)
        {
            instance.Idle();
            return Mismatch.OfParts("refused", refused, exception.Problems.Select(problem => $"{problem.ActivityNodeId}: {problem.Message}"));
        }
    }

    private static string? Publishing(ConformanceCase @case, WorkflowEngine engine, WorkflowBundle bundle) => @case.Triggers is not { } expected
        ? null
        : Mismatch.Of(
            "triggers",
            expected.Select(trigger => trigger.ToString()),
            engine.Triggers(bundle, Instance.Epoch).Select((trigger, i) => ExpectedTrigger.Text(trigger, expected.ElementAtOrDefault(i), Instance.Epoch)));

    /// <summary>Whatever a document holds must come out of the engine as it went in.</summary>
    private static IEnumerable<string?> Loading(ConformanceCase @case) =>
        from document in @case.Workflows.Concat(@case.Versions).Prepend(@case.Definition)
        select Mismatch.Of("document", document, JsonNode.Parse(Load(document).ToJson())!.AsObject());

    private static WorkflowDefinition Load(JsonObject document) => WorkflowDefinition.Parse(document.ToJsonString());

    private static WorkflowDefinition? Resolve(ConformanceCase @case, WorkflowReference reference) =>
        @case.Workflows.FirstOrDefault(document => document["definitionId"]?.GetValue<string>() == reference.DefinitionId) is { } document ? Load(document) : null;

    private static void Add(StringBuilder report, string step, IEnumerable<string?> mismatches)
    {
        foreach (var mismatch in mismatches.OfType<string>())
        {
            report.Append("  ").Append(step).Append(": ").Append(mismatch).Append('\n');
        }
    }
}
