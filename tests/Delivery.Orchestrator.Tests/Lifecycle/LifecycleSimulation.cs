using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using Delivery.Contracts;
using Delivery.Contracts.Orders;
using Delivery.Contracts.Riders;
using Delivery.Contracts.Stores;
using Delivery.Messaging;
using Delivery.Orchestrator.Activities;
using Delivery.Workflows;
using Shouldly;

namespace Delivery.Orchestrator.Tests.Lifecycle;

/// <summary>
/// One order carried by the deployed definitions on the engine alone: the test plays every referee and the clock. It keeps the promises of the
/// runtime: a message resumes at most one bookmark, waits in a mailbox when nobody wants it yet, and state is stored between bursts.
/// </summary>
internal sealed class LifecycleSimulation
{
    public const string OrderId = "ord_0198f2c07a5b7c3d8e9fa0b1c2d3e4f5";

    private static readonly WorkflowEngine Engine = CreateEngine();
    private static readonly WorkflowBundle Deployed = WorkflowFiles.Bundle(WorkflowFiles.OrderLifecycle);

    private readonly WorkflowBundle _bundle;
    private readonly List<IOrderEvent> _mailbox = [];
    private readonly List<IOrderCommand> _sent = [];
    private readonly List<IOrderCommand> _unread = [];
    private InstanceState _state = null!;
    private int _version;

    private LifecycleSimulation(WorkflowBundle bundle) => _bundle = bundle;

    /// <summary>The clock: it moves by time-outs only.</summary>
    public DateTimeOffset Now { get; private set; } = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);

    /// <summary>The number of the latest claim.</summary>
    public int Claim { get; private set; }

    /// <summary>Commands sent since the last look, as text, in order.</summary>
    public IReadOnlyList<string> Sent
    {
        get
        {
            var unread = _unread.Select(CommandText.Of).ToList();
            _unread.Clear();
            return unread;
        }
    }

    public bool IsCancelled => _state.SubStatus == WorkflowSubStatus.Cancelled;

    public bool IsFinished => _state.SubStatus == WorkflowSubStatus.Finished;

    /// <summary>Messages that nobody wanted.</summary>
    public IEnumerable<string> Mailbox => _mailbox.Select(mail => mail.GetType().Name);

    /// <summary>An order of two dishes for 9000 and a delivery for 3000 is placed.</summary>
    public static LifecycleSimulation Place(JsonObject? variables = null)
    {
        var simulation = new LifecycleSimulation(Deployed);
        var trigger = Engine.Triggers(Deployed).ShouldHaveSingleItem();
        var placed = Bag(simulation.Now, version: 1, requestId: null);
        trigger.Hash.ShouldBe(ContractStimuli.TriggerHash(placed.Deserialize<OrderPlaced>(MessageJson.Options)!));
        simulation.Take(Engine.Start(
            Deployed,
            new StartInstance
            {
                InstanceId = "wfi_1",
                CorrelationId = OrderId,
                Variables = variables,
                TriggerActivityId = trigger.ActivityId,
                TriggerInput = JsonSerializer.SerializeToNode(placed.Deserialize<OrderPlaced>(MessageJson.Options), MessageJson.Options),
            },
            simulation.Now));
        return simulation;
    }

    /// <summary>An order that is under way, as it was stored.</summary>
    /// <param name="bundle">The workflows that it runs.</param>
    /// <param name="stored">Its state, the commands that it has sent, and how many riders have claimed it.</param>
    public static LifecycleSimulation Load(WorkflowBundle bundle, JsonNode stored)
    {
        var state = InstanceState.Deserialize(JsonSerializer.SerializeToUtf8Bytes(stored["state"]));
        var simulation = new LifecycleSimulation(bundle) { _state = state, Now = state.UpdatedAt, Claim = stored["claim"]!.GetValue<int>(), _version = 100 };
        simulation._sent.AddRange(stored["sent"]!.AsArray().Select(sent => (IOrderCommand)sent!["body"].Deserialize(
            MessageTypes.Find(sent["type"]!.GetValue<string>())!, MessageJson.Options)!));
        return simulation;
    }

    /// <summary>The latest command of a type.</summary>
    public TCommand Last<TCommand>()
        where TCommand : IOrderCommand =>
        _sent.OfType<TCommand>().Last();

    /// <summary>The referee answers the latest command that this event can answer.</summary>
    public LifecycleSimulation Answers<TEvent>(JsonObject? values = null)
        where TEvent : IOrderEvent
    {
        var asked = _sent.Last(command => ContractPayload.AnswersOf(command.GetType()).Contains(typeof(TEvent)));
        return Arrives(Create<TEvent>(asked.RequestId, values));
    }

    /// <summary>Something happens without being asked for.</summary>
    public LifecycleSimulation Happens<TEvent>(JsonObject? values = null)
        where TEvent : IOrderEvent =>
        Arrives(Create<TEvent>(requestId: null, values));

    /// <summary>Hands the message to the instance, or keeps it.</summary>
    public LifecycleSimulation Arrives(IOrderEvent message)
    {
        if (!TryResume(message) && message.GetType().IsDefined(typeof(KeptForAttribute)))
        {
            _mailbox.Add(message);
        }

        return this;
    }

    /// <summary>An operator cancels the workflow instance itself.</summary>
    public LifecycleSimulation CancelInstance()
    {
        Take(Engine.Cancel(_bundle, _state, "an operator", Now));
        return this;
    }

    /// <summary>The earliest timer becomes due.</summary>
    public LifecycleSimulation TimePasses()
    {
        var timer = _state.Bookmarks.Where(bookmark => bookmark.DueAt is not null).MinBy(bookmark => bookmark.DueAt)
            .ShouldNotBeNull("Nothing waits for a time.");
        Now = timer.DueAt!.Value;
        Take(Engine.Resume(_bundle, _state, new BookmarkResumption { BookmarkId = timer.Id }, Now));
        return this;
    }

    /// <summary>How long until the earliest timer is due.</summary>
    public TimeSpan NextTimer() => _state.Bookmarks.Min(bookmark => bookmark.DueAt)!.Value - Now;

    /// <summary>Forgets what was sent so far.</summary>
    public LifecycleSimulation Forget()
    {
        _unread.Clear();
        return this;
    }

    private static WorkflowEngine CreateEngine()
    {
        var catalog = new ActivityCatalog();
        foreach (var activity in DeliveryActivities.CreateAll())
        {
            catalog.Add(activity);
        }

        return new WorkflowEngine(catalog, new WorkflowEngineOptions());
    }

    private static JsonObject Bag(DateTimeOffset now, int version, string? requestId) => new()
    {
        ["orderId"] = OrderId,
        ["version"] = version,
        ["at"] = now,
        ["requestId"] = requestId,
        ["customerId"] = "customer-1",
        ["storeId"] = "sto_hanok",
        ["regionId"] = "gangnam",
        ["deliveryAddress"] = "테헤란로 1",
        ["lines"] = new JsonArray(new JsonObject { ["itemId"] = "bibimbap", ["name"] = "비빔밥", ["quantity"] = 2, ["unitPrice"] = 9000 }),
        ["itemsTotal"] = new JsonObject { ["amount"] = 18000, ["currency"] = "KRW" },
        ["deliveryFee"] = new JsonObject { ["amount"] = 3000, ["currency"] = "KRW" },
        ["total"] = new JsonObject { ["amount"] = 21000, ["currency"] = "KRW" },
        ["amount"] = new JsonObject { ["amount"] = 21000, ["currency"] = "KRW" },
        ["reason"] = "because",
        ["outcome"] = "Completed",
        ["escalationId"] = "esc_1",
        ["cancellationId"] = "can_1",
        ["confirmedBy"] = "Rider",
    };

    private TEvent Create<TEvent>(string? requestId, JsonObject? values)
        where TEvent : IOrderEvent
    {
        Claim += typeof(TEvent) == typeof(DeliveryClaimed) ? 1 : 0;
        var bag = Bag(Now, ++_version, requestId);
        bag["round"] = _sent.OfType<OfferTicket>().LastOrDefault()?.Round ?? 1;
        bag["claim"] = Claim;
        bag["riderId"] = $"rider-{Claim}";
        bag["kind"] = _sent.OfType<Contracts.Escalations.RaiseEscalation>().LastOrDefault()?.Kind.ToString() ?? "KitchenOverdue";
        foreach (var (name, value) in values ?? [])
        {
            bag[name] = value?.DeepClone();
        }

        return bag.Deserialize<TEvent>(MessageJson.Options)!;
    }

    private bool TryResume(IOrderEvent message)
    {
        var body = JsonSerializer.SerializeToNode(message, message.GetType(), MessageJson.Options)!.AsObject();
        var bookmark = ContractStimuli.BookmarkHashes(message, body)
            .Select(hash => _state.Bookmarks.FirstOrDefault(bookmark => bookmark.Hash == hash))
            .FirstOrDefault(found => found is not null);
        if (bookmark is null)
        {
            return false;
        }

        Take(Engine.Resume(_bundle, _state, new BookmarkResumption { BookmarkId = bookmark.Id, Input = body }, Now));
        return true;
    }

    private void Take(Burst burst)
    {
        burst.NewIncidents.Select(incident => $"{incident.ActivityId}: {incident.Message}").ShouldBeEmpty();
        _state = InstanceState.Deserialize(burst.State.Serialize());
        foreach (var effect in burst.Effects)
        {
            var send = effect.ShouldBeOfType<SendMessage>();
            var command = (IOrderCommand)send.Body.Deserialize(MessageTypes.Find(send.MessageType)!, MessageJson.Options)!;
            command.OrderId.ShouldBe(OrderId);
            _sent.Add(command);
            _unread.Add(command);
        }

        foreach (var mail in _mailbox.ToList().Where(_mailbox.Remove))
        {
            if (!TryResume(mail))
            {
                _mailbox.Add(mail);
            }
        }
    }
}
