using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Delivery.Workflows.Tests.Support;
using Shouldly;
using static Delivery.Workflows.Tests.Support.Flow;

namespace Delivery.Workflows.Tests.State;

public sealed class InstanceStateTests
{
    private static string GoldenPath => Golden(1);

    private static string Golden(int format) => Path.Combine(AppContext.BaseDirectory, "State", "Golden", $"v{format}.json");

    /// <summary>Uses every part of the format but what only a fault brings.</summary>
    private static WorkflowBundle Bundle()
    {
        var childDocument = Document(
            Sequence("cs", Event("inside", result: "v-Got"), LineJs("cl", "`${getInput('Amount')}/${toJson(variables.Got)}/${getLimit()}`")),
            Variable("Got"),
            Variable("Limit", "TimeSpan", "01:00:00"));
        childDocument["id"] = "child-v1";
        childDocument["definitionId"] = "child";
        childDocument["inputs"] = new JsonArray(new JsonObject { ["name"] = "Amount", ["type"] = "Int32" });
        var use = Activity("use", "Child", ("amount", Literal("7")));
        use["workflowDefinitionId"] = "child";
        var chart = Chart(
            "f",
            [Fork("k", "A", "B", "C"), Interruptible("i", use), Activity("d", "Elsa.Delay", ("timeSpan", Literal("00:10:00"))), Event("e"), Line("m"), LineJs("o", "getOutputFrom('e').size + getLastResult().size")],
            "k:A->i", "k:B->d", "k:C->e", "e->o", "d->m", "i:Completed->m");
        return WorkflowBundle.Create(
            Definition(chart, Variable("Total", "Decimal", "1.50"), Variable("Note", "String")),
            _ => WorkflowDefinition.From(childDocument));
    }

    private static InstanceState Waiting()
    {
        var engine = Instance.Engine();
        var start = new StartInstance
        {
            InstanceId = "golden",
            CorrelationId = "order-1",
            Name = "황금",
            Input = new JsonObject { ["customer"] = "kim", ["lines"] = new JsonArray(1, 2.50m) },
            Variables = new JsonObject { ["Note"] = null, ["child.Limit"] = "00:00:09", ["loose"] = true },
        };
        var state = engine.Start(Bundle(), start, new DateTimeOffset(2026, 3, 1, 9, 0, 0, TimeSpan.Zero)).State;
        return engine.Resume(
            Bundle(),
            state,
            new BookmarkResumption { BookmarkId = state.Bookmarks.Single(bookmark => bookmark.ActivityId == "e").Id, Input = new JsonObject { ["size"] = 3 } },
            new DateTimeOffset(2026, 3, 1, 9, 1, 0, TimeSpan.Zero)).State;
    }

    [Fact]
    public void Serialize_SameRun_GivesTheGoldenBytes()
    {
        var actual = Encoding.UTF8.GetString(Waiting().Serialize());

        (actual == File.ReadAllText(GoldenPath).Trim()).ShouldBeTrue("the format has changed: raise its version, keep v1.json readable and add a golden file for the new one: " + actual);
    }

    [Fact]
    public void Deserialize_GoldenState_GoesOn()
    {
        var state = InstanceState.Deserialize(File.ReadAllBytes(GoldenPath));

        state.CorrelationId.ShouldBe("order-1");
        state.Name.ShouldBe("황금");
        state.Variables.ToJsonString().ShouldBe("""{"v-Note":null,"loose":true}""");
        state.Bookmarks.Select(bookmark => bookmark.ActivityId).Order().ShouldBe(["d", "i", "inside"]);
        var engine = Instance.Engine();
        var burst = engine.Resume(
            Bundle(),
            state,
            new BookmarkResumption { BookmarkId = state.Bookmarks.Single(bookmark => bookmark.ActivityId == "inside").Id, Input = "밥" },
            state.UpdatedAt);
        burst.Effects.ShouldBe([new WriteLine("7/\"밥\"/00:00:09")]);
        var due = burst.State.Bookmarks.Single();
        engine.Resume(Bundle(), burst.State, new BookmarkResumption { BookmarkId = due.Id }, due.DueAt!.Value).Effects.ShouldBe([new WriteLine("m")]);
    }

    /// <summary>What format 2 added: instance properties and the counters of flowcharts.</summary>
    private static WorkflowBundle CountingBundle() => WorkflowBundle.Create(Definition(Chart(
        "f",
        [Fork("k", "A", "B"), Activity("loop", "Elsa.ForEach", ("items", Js("['김', '밥']")), ("body", Event("wait"))), Line("b"), Decision("d", "false"), Line("x"), Line("m")],
        "k:A->loop", "k:B->b", "b->d", "d:True->x", "d:False->m", "loop->m", "x->m")));

    private static InstanceState Counting()
    {
        var engine = Instance.Engine();
        var properties = new JsonObject { ["Flowchart:ExecutionMode"] = "CounterBased" };
        var at = new DateTimeOffset(2026, 11, 22, 9, 0, 0, TimeSpan.Zero);
        var state = engine.Start(CountingBundle(), new StartInstance { InstanceId = "golden", Properties = properties }, at).State;
        return engine.Resume(CountingBundle(), state, new BookmarkResumption { BookmarkId = state.Bookmarks.Single().Id }, at.AddMinutes(1)).State;
    }

    [Fact]
    public void Serialize_CounterMode_GivesTheGoldenBytesOfFormat2()
    {
        var actual = Encoding.UTF8.GetString(Counting().Serialize());

        (actual == File.ReadAllText(Golden(2)).Trim()).ShouldBeTrue("the format has changed: raise its version, keep v2.json readable and add a golden file for the new one: " + actual);
    }

    [Fact]
    public void Deserialize_GoldenStateOfFormat2_GoesOn()
    {
        var state = InstanceState.Deserialize(File.ReadAllBytes(Golden(2)));

        state.Format.ShouldBe(2);
        var burst = Instance.Engine().Resume(CountingBundle(), state, new BookmarkResumption { BookmarkId = state.Bookmarks.Single().Id }, state.UpdatedAt);
        burst.State.SubStatus.ShouldBe(WorkflowSubStatus.Finished);
        burst.Effects.ShouldBe([new WriteLine("m")]);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Alter_GoldenStateOfEachFormat_CanBeMigratedAndGoesOn(int format)
    {
        var (bundle, activity) = format == 1 ? (Bundle(), "inside") : (CountingBundle(), "wait");
        var document = bundle.Root.Document.DeepClone().AsObject();
        (document["id"], document["version"]) = ("version-2", 2);
        document["root"]!["activities"]!.AsArray().Add(Line("appended"));
        var target = WorkflowBundle.Create(WorkflowDefinition.From(document), _ => bundle.Workflows.SingleOrDefault());
        var state = InstanceState.Deserialize(File.ReadAllBytes(Golden(format)));
        var request = new AlterationRequest { Alterations = [new MigrateInstance(2)], By = "test", Target = target };

        var migrated = InstanceState.Deserialize(Instance.Engine().Alter(bundle, state, request, state.UpdatedAt).State.Serialize());

        (migrated.DefinitionVersion, migrated.Format).ShouldBe((2, format));
        var bookmark = migrated.Bookmarks.Single(bookmark => bookmark.ActivityId == activity);
        Instance.Engine().Resume(target, migrated, new BookmarkResumption { BookmarkId = bookmark.Id, Input = "밥" }, state.UpdatedAt).Applied.ShouldBeTrue();
    }

    /// <summary>What format 3 added: the instance that started this one, and executions that run in the background.</summary>
    private static WorkflowBundle ChildBundle()
    {
        var task = Activity("task", "Elsa.DispatchWorkflow", ("workflowDefinitionId", Literal("other")));
        var background = Activity("background", "Elsa.ExecuteWorkflow", ("workflowDefinitionId", Literal("other")));
        background["customProperties"] = new JsonObject { ["runAsynchronously"] = true };
        return WorkflowBundle.Create(Definition(Activity("p", "Elsa.Parallel", ("activities", new JsonArray(background, task)))));
    }

    private static InstanceState Child() => Instance.Engine().Start(
        ChildBundle(),
        new StartInstance
        {
            InstanceId = "golden",
            Parent = new ParentLink { InstanceId = "above", Depth = 2, Stimulus = "Elsa.DispatchWorkflow", StimulusHash = "ABC" },
        },
        new DateTimeOffset(2026, 11, 22, 9, 0, 0, TimeSpan.Zero)).State;

    [Fact]
    public void Serialize_Child_GivesTheGoldenBytesOfFormat3()
    {
        var actual = Encoding.UTF8.GetString(Child().Serialize());

        (actual == File.ReadAllText(Golden(3)).Trim()).ShouldBeTrue("the format has changed: raise its version, keep v3.json readable and add a golden file for the new one: " + actual);
    }

    [Fact]
    public void Deserialize_GoldenStateOfFormat3_GoesOn()
    {
        var state = InstanceState.Deserialize(File.ReadAllBytes(Golden(3)));

        state.Format.ShouldBe(3);
        var background = state.Bookmarks.Single(bookmark => bookmark.ActivityId == "background");
        var burst = Instance.Engine().Resume(ChildBundle(), state, new BookmarkResumption { BookmarkId = background.Id }, state.UpdatedAt);
        burst.Effects.ShouldHaveSingleItem().ShouldBeOfType<Intent>().Kind.ShouldBe(IntentKinds.StartWorkflows);
        Instance.Engine().Cancel(ChildBundle(), burst.State, "enough", state.UpdatedAt).Effects.ShouldHaveSingleItem()
            .ShouldBeOfType<TellParent>().StimulusHash.ShouldBe("ABC");
    }

    [Fact]
    public void Format_Background_IsTheNewOneWithoutAParent() => Instance.Engine().Start(
        ChildBundle(), new StartInstance { InstanceId = "i" }, DateTimeOffset.UnixEpoch).State.Format.ShouldBe(3);

    /// <summary>What format 4 added: undos that are registered and running, and what waits for them to end.</summary>
    private static WorkflowBundle UndoingBundle()
    {
        JsonObject Undone(string name) => Step(name, null, Sequence($"u{name}", LineJs($"l{name}", $"`undo {name} ${{getVariable('CurrentValue')}}`"), Event($"e{name}")));
        var loop = Activity("loop", "Elsa.ForEach", ("items", Js("['김', '밥']")), ("body", Undone("a").With("remember", Js("({ n: 1 })"))));
        return WorkflowBundle.Create(Definition(Activity("p", "Elsa.Parallel", ("activities", new JsonArray(
            Interruptible("i", Scope("s", Sequence("q", loop, Event("w")))),
            Scope("t", Sequence("r", Undone("b"), Step("c", Event("x"), Line("uc")).With("undoFrom", "Start"))))))));
    }

    private static InstanceState Undoing()
    {
        var engine = Instance.Engine();
        var at = new DateTimeOffset(2026, 11, 22, 9, 0, 0, TimeSpan.Zero);
        var state = engine.Start(UndoingBundle(), new StartInstance { InstanceId = "golden", CorrelationId = "order-1" }, at).State;
        return Meet(engine, state, "i", at.AddMinutes(1)).State;
    }

    private static Burst Meet(WorkflowEngine engine, InstanceState state, string activity, DateTimeOffset at) => engine.Resume(
        UndoingBundle(), state, new BookmarkResumption { BookmarkId = state.Bookmarks.Single(bookmark => bookmark.ActivityId == activity).Id }, at);

    [Fact]
    public void Serialize_Undoing_GivesTheGoldenBytesOfFormat4()
    {
        var actual = Encoding.UTF8.GetString(Undoing().Serialize());

        (actual == File.ReadAllText(Golden(4)).Trim()).ShouldBeTrue("the format has changed: raise its version, keep v4.json readable and add a golden file for the new one: " + actual);
    }

    [Fact]
    public void Deserialize_GoldenStateOfFormat4_GoesOn()
    {
        var engine = Instance.Engine();
        var state = InstanceState.Deserialize(File.ReadAllBytes(Golden(4)));

        state.Format.ShouldBe(4);
        var burst = Meet(engine, state, "ea", state.UpdatedAt);
        burst.Effects.ShouldBe([new WriteLine("undo a 김")]);
        burst = Meet(engine, burst.State, "ea", state.UpdatedAt);
        burst.State.Bookmarks.Select(bookmark => bookmark.ActivityId).ShouldBe(["x"]);
        burst = engine.Cancel(UndoingBundle(), burst.State, "end", state.UpdatedAt);
        burst.Effects.ShouldBe([new WriteLine("uc"), new WriteLine("undo b null")]);
        Meet(engine, burst.State, "eb", state.UpdatedAt).State.SubStatus.ShouldBe(WorkflowSubStatus.Cancelled);
    }

    [Fact]
    public void Format_StartedByAnUndo_IsTheOneOfUndos()
    {
        var parent = new ParentLink { InstanceId = "above", Depth = 1, Undoes = true };

        var state = Instance.Engine().Start(ChildBundle(), new StartInstance { InstanceId = "i", Parent = parent }, DateTimeOffset.UnixEpoch).State;

        state.Format.ShouldBe(4);
        InstanceState.Deserialize(state.Serialize()).Parent.ShouldBe(parent);
    }

    [Fact]
    public void Resume_UndoOfAnotherBundle_SaysSo()
    {
        var other = WorkflowBundle.Create(Definition(Scope("s", Event("e"))));
        var state = Instance.Engine().Start(WorkflowBundle.Create(Definition(Scope("s", Sequence("q", Step("a", null, Line("u")), Event("e"))))), new StartInstance { InstanceId = "i" }, Instance.Epoch).State;

        Should.Throw<WorkflowDefinitionException>(() => Instance.Engine().Cancel(other, state, "x", Instance.Epoch)).Message.ShouldContain("belongs to bundle");
    }

    [Fact]
    public void Format_NothingOfFormat2_IsTheOlderOne()
    {
        Waiting().Format.ShouldBe(1);
        JsonNode.Parse(Waiting().Serialize())!["format"]!.GetValue<int>().ShouldBe(1);
    }

    [Fact]
    public void Deserialize_Serialized_IsTheSame()
    {
        var state = Waiting().Serialize();

        InstanceState.Deserialize(state).Serialize().ShouldBe(state);
    }

    [Fact]
    public void Deserialize_UnknownMembers_AreIgnored()
    {
        var json = JsonNode.Parse(Waiting().Serialize())!.AsObject();
        json["addedLater"] = 1;
        json["executions"]![0]!["addedLater"] = new JsonObject();

        InstanceState.Deserialize(Encoding.UTF8.GetBytes(json.ToJsonString())).Id.ShouldBe("golden");
    }

    [Theory]
    [InlineData("""{"format":5}""", "format 5")]
    [InlineData("{}", "format 0")]
    [InlineData("[]", "JSON object")]
    [InlineData("""{"format":1,"id":"x"}""", "lacks 'definitionId'")]
    public void Deserialize_NotAStateOfOurs_IsRefused(string json, string reason) =>
        Should.Throw<JsonException>(() => InstanceState.Deserialize(Encoding.UTF8.GetBytes(json))).Message.ShouldContain(reason);

    [Fact]
    public void Deserialize_FaultedState_KeepsIncidentsAndDormantBookmarks()
    {
        var instance = Instance.Start(Chart("f", [Fork("k", "A", "B"), Event("e"), LineJs("x", "nope()")], "k:A->e", "k:B->x"));

        var incident = InstanceState.Deserialize(instance.State.Serialize()).Incidents.Single();

        incident.ActivityId.ShouldBe("x");
        incident.Exception!.InnerException!.Message.ShouldContain("nope");
        InstanceState.Deserialize(instance.State.Serialize()).DormantBookmarks.Single().ActivityId.ShouldBe("e");
    }

    [Fact]
    public void Resume_InsideAnActivityThatThisEngineDoesNotHave_IsRefused()
    {
        var bundle = WorkflowBundle.Create(Definition(Interruptible("i", Event("e"))));
        var state = Instance.Engine().Start(bundle, new StartInstance { InstanceId = "i" }, Instance.Epoch).State;
        var older = new WorkflowEngine(new ActivityCatalog());

        Should.Throw<WorkflowDefinitionException>(() => older.Resume(bundle, state, new BookmarkResumption { BookmarkId = state.Bookmarks[0].Id }, Instance.Epoch))
            .Message.ShouldContain("'Delivery.Interruptible' this version of the engine does not have");
    }

    [Fact]
    public void Retry_FaultedByAnEngineWithoutTheActivity_RunsIt()
    {
        var older = new WorkflowEngine(new ActivityCatalog());
        var bundle = WorkflowBundle.Create(Definition(Interruptible("i", Event("e"))));
        var state = older.Start(bundle, new StartInstance { InstanceId = "i" }, Instance.Epoch).State;
        state.SubStatus.ShouldBe(WorkflowSubStatus.Faulted);

        Instance.Engine().Retry(bundle, state, Instance.Epoch).State.Bookmarks.Select(bookmark => bookmark.ActivityId).ShouldBe(["i", "e"], ignoreOrder: true);
    }

    [Fact]
    public void Resume_StateOfAnotherBundle_SaysSo()
    {
        var state = Waiting();
        var other = WorkflowBundle.Create(Definition(Event("e")));

        Should.Throw<WorkflowDefinitionException>(() => Instance.Engine().Resume(other, state, new BookmarkResumption { BookmarkId = state.Bookmarks[0].Id }, state.UpdatedAt))
            .Message.ShouldContain("belongs to bundle");
    }
}
