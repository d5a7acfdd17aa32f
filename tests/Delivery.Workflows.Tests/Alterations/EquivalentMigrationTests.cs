using System.Text.Json.Nodes;
using CsCheck;
using Delivery.Workflows.Tests.Execution;
using Delivery.Workflows.Tests.Support;
using Shouldly;
using static Delivery.Workflows.Tests.Support.Flow;

namespace Delivery.Workflows.Tests.Alterations;

/// <summary>
/// A random instance, migrated at a random point to a definition in which activities were added that nothing leads to and the last step of
/// every sequence was replaced by another that says the same, goes the way of its twin that was not. (A step more would not do: it shifts the
/// work of parallel branches against each other, and with it who wins a race and who draws which random number.) A failure prints its seed;
/// <c>CsCheck_Seed=…</c> in the environment plays it again.
/// </summary>
public sealed class EquivalentMigrationTests
{
    private const string Added = "added";

    private static readonly Gen<(JsonObject Root, FlowchartMode Mode, int[] Stimuli, int At)> Runs =
        from choices in Gen.Int[0, 1000].Array[1, 120]
        from counts in Gen.Bool
        from stimuli in Gen.Int[0, 1000].Array[1, 25]
        from at in Gen.Int[0, stimuli.Length - 1]
        select (new RandomDefinition(choices).Root(), counts ? FlowchartMode.CounterBased : FlowchartMode.TokenBased, stimuli, at);

    private int _migrated;

    [Fact]
    public void Migrate_AnywhereToAnEquivalent_ComesToTheSame() => Simulate(1_500);

    [Fact]
    [Trait("Length", "Nightly")]
    public void Migrate_OverAndOverToAnEquivalent_ComesToTheSame() => Simulate(100_000);

    private void Simulate(int runs)
    {
        Runs.Sample(
            run => Play(run.Root, run.Mode, run.Stimuli, run.At),
            iter: runs,
            print: run => $"{run.Mode} at {run.At} {run.Root.ToJsonString()} {string.Join(',', run.Stimuli)}");

        _migrated.ShouldBeGreaterThan(runs / 5, "most random instances end before they can be migrated");
    }

    private void Play(JsonObject root, FlowchartMode mode, int[] stimuli, int at)
    {
        var engine = Instance.Engine(new WorkflowEngineOptions { MaxActivitiesPerBurst = 300, FlowchartMode = mode });
        var (before, after) = (WorkflowBundle.Create(WithTails(root, 1)), WorkflowBundle.Create(WithTails(root, 2)));
        var start = new StartInstance { InstanceId = "i", CorrelationId = "c" };
        var (left, right) = (new Twin(engine, before), new Twin(engine, before));
        left.Take(engine.Start(before, start, DateTimeOffset.UnixEpoch));
        right.Take(engine.Start(before, start, DateTimeOffset.UnixEpoch));
        for (var step = 0; step < stimuli.Length; step++)
        {
            if (step == at && left.State.SubStatus is WorkflowSubStatus.Suspended or WorkflowSubStatus.Faulted)
            {
                Interlocked.Increment(ref _migrated);
                right.Migrate(after);
            }

            var now = DateTimeOffset.UnixEpoch.AddSeconds(step + 1);
            left.Step(stimuli[step], now);
            right.Step(stimuli[step], now);
            if (left.IsEndless || right.IsEndless)
            {
                return;
            }

            right.Outcome.ShouldBe(left.Outcome);
        }
    }

    /// <summary>
    /// A step more at the end of every sequence, another one in each version; and in the second one more box in every flowchart, to which an
    /// arrow leads that nothing takes, and one more state in every state machine.
    /// </summary>
    private static WorkflowDefinition WithTails(JsonObject root, int version)
    {
        var document = Document((JsonObject)root.DeepClone());
        (document["id"], document["version"]) = ($"version-{version}", version);
        var number = 0;
        Extend(document["root"]);
        return WorkflowDefinition.From(document);

        void Extend(JsonNode? node)
        {
            switch (node)
            {
                case JsonObject json:
                    json.Select(member => member.Value).ToList().ForEach(Extend);
                    Add(json, $"{Added}{version}{number++}");
                    break;
                case JsonArray array:
                    array.ToList().ForEach(Extend);
                    break;
            }
        }

        void Add(JsonObject activity, string id)
        {
            switch (activity["type"] is JsonValue type ? type.ToString() : null)
            {
                case "Elsa.Sequence":
                    activity["activities"]!.AsArray().Add(Line(id, Added));
                    break;
                case "Elsa.Flowchart" when version == 2:
                    activity["connections"]!.AsArray().Add(new JsonObject
                    {
                        ["source"] = new JsonObject { ["activity"] = activity["activities"]![0]!["id"]!.GetValue<string>(), ["port"] = "Never" },
                        ["target"] = new JsonObject { ["activity"] = id },
                    });
                    activity["activities"]!.AsArray().Add(Line(id, Added));
                    break;
                case "Elsa.StateMachine" when version == 2:
                    activity["states"]!.AsArray().Add(new JsonObject { ["name"] = id });
                    break;
            }
        }
    }

    private sealed class Twin(WorkflowEngine engine, WorkflowBundle bundle)
    {
        private readonly List<string> _seen = [];
        private readonly List<string> _lines = [];

        public InstanceState State { get; private set; } = null!;

        public bool IsEndless => State.Incidents.Any(incident => incident.Message.Contains("endless", StringComparison.Ordinal));

        public string Outcome =>
            $"{State.SubStatus} waits [{string.Join(' ', State.Bookmarks.Select(bookmark => bookmark.ActivityNodeId))}] said [{string.Join(' ', _lines)}] "
            + $"holds {State.Variables.ToJsonString()} failed [{string.Join(' ', State.Incidents.Select(incident => $"{incident.ActivityId}: {incident.Message}"))}]";

        public void Take(Burst burst)
        {
            State = InstanceState.Deserialize(burst.State.Serialize());
            _seen.AddRange(burst.AddedBookmarks.Select(bookmark => bookmark.Id));
            _lines.AddRange(burst.Effects.OfType<WriteLine>().Select(line => line.Text).Where(text => text != Added));
        }

        public void Migrate(WorkflowBundle target)
        {
            var request = new AlterationRequest { Alterations = [new MigrateInstance(2)], By = "test", Target = target };
            Take(engine.Alter(bundle, State, request, State.UpdatedAt));
            bundle = target;
        }

        public void Step(int stimulus, DateTimeOffset now)
        {
            if (State.SubStatus == WorkflowSubStatus.Faulted && stimulus % 4 == 0)
            {
                Take(engine.Retry(bundle, State, now));
            }
            else if (_seen.Count > 0)
            {
                Take(engine.Resume(bundle, State, new BookmarkResumption { BookmarkId = _seen[stimulus % _seen.Count] }, now));
            }
        }
    }
}
