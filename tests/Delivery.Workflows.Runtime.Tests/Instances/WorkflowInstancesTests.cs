using System.Text.Json.Nodes;
using Delivery.ServiceDefaults.Paging;
using Delivery.ServiceDefaults.Problems;
using Delivery.Testing.Servers;
using Delivery.Workflows.Runtime.Instances;
using Delivery.Workflows.Runtime.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Shouldly;
using Xunit;

namespace Delivery.Workflows.Runtime.Tests.Instances;

public abstract class WorkflowInstancesTests(TestDatabase database) : RuntimeTests(database)
{
    private const string Cooking = "Stores.CookingStarted";
    private const string Placed = "Orders.OrderPlaced";
    private static readonly PageRequest FirstPage = new(Cursor: null, Limit: null);

    [Fact]
    public async Task Start_PropertiesThatTheDefinitionCannotRunWith_IsRefused()
    {
        var host = await StartAsync();
        await host.PublishAsync(WorkflowDefinition.Parse(SideDoor));

        var refusal = await Should.ThrowAsync<ProblemException>(() => StartAsync(host, "CounterBased"));

        refusal.Type.ShouldBe(WorkflowProblems.DefinitionInvalid);
        refusal.Message.ShouldContain("enters a loop from the side");
        (await host.QueryAsync(db => db.Instances.CountAsync())).ShouldBe(0);
    }

    [Fact]
    public async Task Start_Properties_AreTheInstances()
    {
        var host = await StartAsync();
        await host.PublishAsync(WorkflowDefinition.Parse(SideDoor));

        var id = await StartAsync(host, "TokenBased");

        // Only a state with properties has this format.
        (await host.QueryAsync(db => db.Instances.Where(row => row.Id == id).Select(row => row.StateFormat).SingleAsync())).ShouldBe(2);
    }

    private const string SideDoor = """
        { "definitionId": "loop", "version": 1, "root": { "id": "f", "type": "Elsa.Flowchart",
          "activities": [
            { "id": "d", "type": "Elsa.FlowDecision", "condition": { "typeName": "Boolean", "expression": { "type": "Literal", "value": "true" } } },
            { "id": "a", "type": "Elsa.Event", "eventName": "a" }, { "id": "b", "type": "Elsa.Event", "eventName": "b" } ],
          "connections": [
            { "source": { "activity": "d", "port": "True" }, "target": { "activity": "a" } },
            { "source": { "activity": "d", "port": "False" }, "target": { "activity": "b" } },
            { "source": { "activity": "a", "port": "Done" }, "target": { "activity": "b" } },
            { "source": { "activity": "b", "port": "Done" }, "target": { "activity": "a" } } ] } }
        """;

    private static Task<string> StartAsync(RuntimeHost host, string mode) => host.Instances.StartAsync(
        "loop", correlationId: null, input: null, new System.Text.Json.Nodes.JsonObject { ["Flowchart:ExecutionMode"] = mode }, CancellationToken.None);

    [Fact]
    public async Task List_MoreThanAPage_GoesOnAtTheCursorTheNewestFirst()
    {
        var host = await StartAsync();
        await host.PublishAsync(Elsa.Sequence("order", Elsa.StartsWith(Placed), Elsa.WaitsFor(Cooking)));
        for (var number = 1; number <= 5; number++)
        {
            await host.TakeAsync(TestMessages.Placed($"ord_{number}"));
            Time.Advance(TimeSpan.FromSeconds(number % 2));
        }

        var seen = new List<string?>();
        var page = await host.Instances.ListAsync(new InstanceFilter(), new PageRequest(Cursor: null, Limit: 2), CancellationToken.None);
        seen.AddRange(page.Items.Select(instance => instance.CorrelationId));
        while (page.NextCursor is { } cursor)
        {
            page = await host.Instances.ListAsync(new InstanceFilter(), new PageRequest(cursor, Limit: 2), CancellationToken.None);
            seen.AddRange(page.Items.Select(instance => instance.CorrelationId));
        }

        seen.Count.ShouldBe(5);
        seen.ShouldBeUnique();
        seen[0].ShouldBeOneOf("ord_5", "ord_4");
    }

    [Fact]
    public async Task List_Filtered_GivesTheOnesThatMatch()
    {
        var host = await StartAsync();
        await host.PublishAsync(Elsa.Sequence("order", Elsa.StartsWith(Placed), Elsa.WaitsFor(Cooking)));
        await host.TakeAsync(TestMessages.Placed("ord_1"));
        await host.TakeAsync(TestMessages.Placed("ord_2"));
        await host.TakeAsync(TestMessages.Cooking("ord_2"));

        async Task<string?[]> ListAsync(InstanceFilter filter) =>
            [.. (await host.Instances.ListAsync(filter, FirstPage, CancellationToken.None)).Items.Select(instance => instance.CorrelationId)];

        (await ListAsync(new InstanceFilter { Status = WorkflowStatus.Running })).ShouldBe(["ord_1"]);
        (await ListAsync(new InstanceFilter { SubStatus = WorkflowSubStatus.Finished })).ShouldBe(["ord_2"]);
        (await ListAsync(new InstanceFilter { DefinitionId = "other" })).ShouldBeEmpty();
        (await ListAsync(new InstanceFilter { HasIncidents = true })).ShouldBeEmpty();
    }

    [Fact]
    public async Task Cancel_Running_EndsItAndItsBookmarks()
    {
        var host = await StartAsync();
        await host.PublishAsync(Elsa.Sequence("order", Elsa.StartsWith(Placed), Elsa.Asks("capture", "00:01:00")));
        await host.TakeAsync(TestMessages.Placed("ord_1"));
        var instance = await host.InstanceOfAsync("ord_1");

        await host.Instances.CancelAsync(instance.Id, "no longer wanted", CancellationToken.None);

        (await host.InstanceOfAsync("ord_1")).SubStatus.ShouldBe(WorkflowSubStatus.Cancelled);
        (await host.QueryAsync(db => db.Bookmarks.CountAsync())).ShouldBe(0);
        var journal = await host.Instances.ReadJournalAsync(instance.Id, FirstPage, CancellationToken.None);
        journal.Items.ShouldContain(entry => entry.EventName == JournalEvents.WorkflowCancelled);
    }

    [Fact]
    public async Task Cancel_Ended_IsAProblemWithItsState()
    {
        var host = await StartAsync();
        await host.PublishAsync(Elsa.Sequence("order", Elsa.StartsWith(Placed)));
        await host.TakeAsync(TestMessages.Placed("ord_1"));
        var id = (await host.InstanceOfAsync("ord_1")).Id;

        var problem = await Should.ThrowAsync<ProblemException>(() => host.Instances.CancelAsync(id, "late", CancellationToken.None));

        problem.Type.ShouldBe(WorkflowProblems.InstanceFinished);
        problem.Extensions["state"].ShouldBe("Finished");
    }

    [Fact]
    public async Task Cancel_Unknown_IsAProblem()
    {
        var host = await StartAsync();

        var problem = await Should.ThrowAsync<ProblemException>(() => host.Instances.CancelAsync("wfi_nothing", "x", CancellationToken.None));

        problem.Type.ShouldBe(WorkflowProblems.InstanceNotFound);
    }

    [Fact]
    public async Task Start_Published_RunsItFromItsBeginning()
    {
        var host = await StartAsync();
        await host.PublishAsync(Elsa.Sequence("order", Elsa.WaitsFor(Cooking)));

        var id = await host.Instances.StartAsync("order", "ord_1", new JsonObject(), CancellationToken.None);
        await host.TakeAsync(TestMessages.Cooking("ord_1"));

        (await host.Instances.FindAsync(id, CancellationToken.None))!.SubStatus.ShouldBe(WorkflowSubStatus.Finished);
        (await host.Instances.FindStateAsync(id, CancellationToken.None))!.Id.ShouldBe(id);
        (await host.Instances.ListActivitiesAsync(id, CancellationToken.None)).ShouldContain(
            record => record.ActivityId == "wait" && record.Status == ActivityStatus.Completed && record.CompletedAt != null);
    }

    [Fact]
    public async Task Take_ActivityFaults_EndsTheInstanceWithAnIncidentAndKeepsNothingBack()
    {
        var host = await StartAsync();
        await host.PublishAsync(Elsa.Sequence(
            "order", Elsa.StartsWith(Placed), Elsa.Activity("Elsa.Fault", "fault", ("message", Elsa.Literal("String", "the oven is cold")))));
        var messageId = Guid.CreateVersion7();

        await host.TakeAsync(TestMessages.Placed("ord_1"), messageId);

        var instance = await host.InstanceOfAsync("ord_1");
        instance.SubStatus.ShouldBe(WorkflowSubStatus.Faulted);
        instance.IncidentCount.ShouldBe(1);
        var incidents = await host.Instances.ListIncidentsAsync(instance.Id, FirstPage, CancellationToken.None);
        incidents.Items.ShouldHaveSingleItem().ActivityId.ShouldBe("fault");
        (await host.IsHandledAsync(messageId)).ShouldBeTrue();
    }

    [Fact]
    public async Task Take_ActivityWithABug_FaultsTheInstance()
    {
        var host = await StartAsync(options => options with { Probe = _ => throw new InvalidOperationException("a bug") });
        await host.PublishAsync(Elsa.Sequence("order", Elsa.StartsWith(Placed), Elsa.Probe()));

        await host.TakeAsync(TestMessages.Placed("ord_1"));

        (await host.InstanceOfAsync("ord_1")).SubStatus.ShouldBe(WorkflowSubStatus.Faulted);
    }

    [Fact]
    public async Task Start_VariablesInTheOptions_ReplaceTheDefaults()
    {
        var host = await StartAsync(options => options with { Configure = runtime => runtime.Variables["Patience"] = "00:00:05" });
        var document = Elsa.Sequence(
            "order",
            Elsa.StartsWith(Placed),
            Elsa.Activity("Elsa.Delay", "delay", ("timeSpan", Elsa.Expression("TimeSpan", "JavaScript", "getPatience()")))).Document.DeepClone().AsObject();
        document["variables"] = new JsonArray(new JsonObject { ["id"] = "v1", ["name"] = "Patience", ["typeName"] = "TimeSpan", ["value"] = "01:00:00", ["storageDriverTypeName"] = "WorkflowInstanceStorageDriver" });
        await host.PublishAsync(WorkflowDefinition.From(document));

        await host.TakeAsync(TestMessages.Placed("ord_1"));

        (await host.QueryAsync(db => db.Bookmarks.SingleAsync())).DueAt.ShouldBe(Time.GetUtcNow().AddSeconds(5));
    }
}
