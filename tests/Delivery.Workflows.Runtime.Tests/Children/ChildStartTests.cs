using System.Text.Json.Nodes;
using Delivery.ServiceDefaults.Paging;
using Delivery.Testing.Servers;
using Delivery.Workflows.Runtime.Instances;
using Delivery.Workflows.Runtime.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Shouldly;
using Xunit;

namespace Delivery.Workflows.Runtime.Tests.Children;

/// <summary>What becomes of a child that one replica is starting while, on another, something happens to its parent.</summary>
public abstract class ChildStartTests(TestDatabase database) : RuntimeTests(database)
{
    private const string Order = "ord_1";
    private const string Placed = "Orders.OrderPlaced";
    private const string Cooking = "Stores.CookingStarted";

    private RuntimeHost _other = null!;
    private Func<Task>? _meanwhile;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Cancel_ParentWhileItsChildIsBeingStarted_LeavesNoChild(bool deletes)
    {
        var host = await BeginAsync(Child());
        var parent = (await host.InstanceOfAsync(Order)).Id;
        _meanwhile = async () =>
        {
            await _other.Instances.CancelAsync(parent, "enough", CancellationToken.None);
            await _other.SettleAsync();
            if (deletes)
            {
                await _other.Instances.DeleteAsync(parent, CancellationToken.None);
            }
        };

        await host.Intents.RunDueAsync(CancellationToken.None);

        (await ChildrenAsync(host, parent)).ShouldBeEmpty();
        (await host.QueryAsync(db => db.Intents.CountAsync())).ShouldBe(0);
    }

    [Fact]
    public async Task Cancel_ChildIsStartedButItsStarterDied_CancelsTheChild()
    {
        var host = await BeginAsync(Child());
        var parent = (await host.InstanceOfAsync(Order)).Id;
        await host.Intents.RunDueAsync(CancellationToken.None);
        // Its intent is still there, as if nobody had been told.
        var child = (await ChildrenAsync(host, parent)).ShouldHaveSingleItem();
        await host.QueryAsync(async db =>
        {
            db.Intents.Add(new Runtime.Intents.StoredIntent
            {
                Id = $"{parent}:again",
                InstanceId = parent,
                BookmarkId = (await db.Bookmarks.SingleAsync(bookmark => bookmark.InstanceId == parent)).Id,
                Kind = IntentKinds.StartWorkflows,
                Payload = "{}",
                CreatedAt = Time.GetUtcNow(),
                DueAt = Time.GetUtcNow().AddSeconds(15),
            });
            return await db.SaveChangesAsync();
        });

        await _other.Instances.CancelAsync(parent, "enough", CancellationToken.None);
        await _other.SettleAsync();

        (await host.Instances.FindAsync(child.Id, CancellationToken.None))!.SubStatus.ShouldBe(WorkflowSubStatus.Cancelled);
        (await host.QueryAsync(db => db.Intents.CountAsync())).ShouldBe(0);
    }

    [Fact]
    public async Task Cancel_ParentThatOnlyALaterVersionReads_IsLeftToItAndCountsNoFailure()
    {
        var host = await BeginAsync(Child());
        var parent = (await host.InstanceOfAsync(Order)).Id;
        await host.Instances.CancelAsync(parent, "enough", CancellationToken.None);
        var before = await LaterVersions.WriteAsync(host);

        await host.Intents.RunDueAsync(CancellationToken.None);

        var left = await host.QueryAsync(db => db.Intents.ToListAsync());
        left.Select(intent => (intent.Attempts, intent.Error, intent.DueAt)).Distinct()
            .ShouldHaveSingleItem().ShouldBe((0, null, Time.GetUtcNow().AddMinutes(1)));
        left.Count.ShouldBe(2);
        await LaterVersions.RestoreAsync(host, before);
        Time.Advance(TimeSpan.FromMinutes(1));
        await host.SettleAsync();
        (await ChildrenAsync(host, parent)).ShouldBeEmpty();
        (await host.QueryAsync(db => db.Intents.CountAsync())).ShouldBe(0);
    }

    [Theory]
    [InlineData(true, WorkflowSubStatus.Cancelled)]
    [InlineData(false, WorkflowSubStatus.Faulted)]
    public async Task Cancel_ChildHasFaulted_UndoesWhatItDid(bool hasUndos, WorkflowSubStatus expected)
    {
        var undone = 0;
        var host = await StartAsync(options => options with { Probe = _ => undone++ });
        var scope = Elsa.Scope("scope", Elsa.Step("step", Elsa.Probe("undo")), Elsa.Activity("Elsa.Fault", "fault"));
        scope["onFault"] = "LeaveIt";
        await host.PublishAsync(Elsa.Sequence("child", hasUndos ? scope : Elsa.Activity("Elsa.Fault", "fault")));
        await host.PublishAsync(Elsa.Sequence("order", Elsa.StartsWith(Placed), Child(), Elsa.WaitsFor(Cooking)));
        await host.TakeAsync(TestMessages.Placed(Order));
        await host.SettleAsync();
        var parent = (await host.InstanceOfAsync(Order)).Id;
        (await ChildrenAsync(host, parent)).ShouldHaveSingleItem().SubStatus.ShouldBe(WorkflowSubStatus.Faulted);
        undone.ShouldBe(0);

        await host.Instances.CancelAsync(parent, "enough", CancellationToken.None);
        await host.SettleAsync();

        undone.ShouldBe(hasUndos ? 1 : 0);
        (await ChildrenAsync(host, parent)).ShouldHaveSingleItem().SubStatus.ShouldBe(expected);
        (await host.QueryAsync(db => db.Intents.CountAsync())).ShouldBe(0);
    }

    [Fact]
    public async Task Undo_AttemptFailsWhileItsChildIsBeingStarted_LeavesNoChild()
    {
        var fails = Elsa.Activity("Elsa.Sequence", "fails", ("activities", new JsonArray(Elsa.WaitsFor(Cooking), Elsa.Activity("Elsa.Fault", "fault"))));
        var undo = Elsa.Activity("Elsa.Parallel", "both", ("activities", new JsonArray(Child(), fails)));
        var host = await BeginAsync(Elsa.Scope("scope", Elsa.Step("step", undo), Elsa.Event("stay", "Never")));
        var parent = (await host.InstanceOfAsync(Order)).Id;
        await host.Instances.CancelAsync(parent, "enough", CancellationToken.None);
        _meanwhile = async () =>
        {
            await _other.TakeAsync(TestMessages.Cooking(Order));
            await _other.SettleAsync();
        };

        await host.Intents.RunDueAsync(CancellationToken.None);

        (await ChildrenAsync(host, parent)).ShouldBeEmpty();
        (await host.QueryAsync(db => db.Intents.CountAsync())).ShouldBe(0);
        (await host.InstanceOfAsync(Order)).SubStatus.ShouldBe(WorkflowSubStatus.Suspended, "the undo is tried again");
    }

    [Fact]
    public async Task Race_IsWonInAScopeWhileTheChildIsBeingStarted_LeavesTheChildRunning()
    {
        var race = Elsa.Activity("Elsa.Fork", "race", ("joinMode", "WaitAny"), ("branches", new JsonArray(Child(), Elsa.WaitsFor(Cooking))));
        var host = await BeginAsync(Elsa.Scope("scope", race));
        var parent = (await host.InstanceOfAsync(Order)).Id;
        _meanwhile = async () =>
        {
            await _other.TakeAsync(TestMessages.Cooking(Order));
            await _other.SettleAsync();
        };

        await host.Intents.RunDueAsync(CancellationToken.None);

        (await host.Instances.FindAsync(parent, CancellationToken.None))!.SubStatus.ShouldBe(WorkflowSubStatus.Finished);
        (await ChildrenAsync(host, parent)).ShouldHaveSingleItem().SubStatus.ShouldBe(WorkflowSubStatus.Suspended);
        (await host.QueryAsync(db => db.Intents.CountAsync())).ShouldBe(0);
    }

    private static JsonObject Child() => Elsa.Activity(
        "Elsa.ExecuteWorkflow", "execute",
        ("workflowDefinitionId", Elsa.Literal("String", "child")), ("waitForCompletion", Elsa.Literal("Boolean", "true")));

    private static async Task<IReadOnlyList<InstanceSummary>> ChildrenAsync(RuntimeHost host, string parent) => (await host.Instances.ListAsync(
        new InstanceFilter { ParentInstanceId = parent }, new PageRequest(Cursor: null, Limit: null), CancellationToken.None)).Items;

    /// <summary>A replica on which <see cref="_meanwhile"/> happens once a child's first burst is computed, and not committed.</summary>
    private async Task<RuntimeHost> BeginAsync(JsonObject activity)
    {
        _other = await StartAsync();
        var host = await StartAsync(options => options with
        {
            Probe = _ => Task.Run(async () =>
            {
                var meanwhile = Interlocked.Exchange(ref _meanwhile, null);
                await (meanwhile?.Invoke() ?? Task.CompletedTask);
            }).GetAwaiter().GetResult(),
        });
        await host.PublishAsync(Elsa.Sequence("child", Elsa.Probe(), Elsa.Delay("wait", "01:00:00")));
        await host.PublishAsync(Elsa.Sequence("order", Elsa.StartsWith(Placed), activity));
        await host.TakeAsync(TestMessages.Placed(Order));
        return host;
    }
}
