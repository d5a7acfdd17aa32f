using System.Text.Json.Nodes;
using Delivery.Contracts;
using Delivery.Contracts.Orders;
using Delivery.Contracts.Payments;
using Delivery.Contracts.Riders;
using Delivery.Contracts.Stores;
using Delivery.Workflows;

namespace Delivery.Benchmarks.Engine;

/// <summary>
/// A workflow of an order's shape: a stimulus starts it, six activities, four of which send a command and wait for an event of the order.
/// </summary>
internal static class OrderWorkflow
{
    public const int Resumes = 4;

    public static WorkflowDefinition Definition { get; } = WorkflowDefinition.Parse(new JsonObject
    {
        ["definitionId"] = "benchmark-order",
        ["name"] = "benchmark order",
        ["version"] = 1,
        ["variables"] = new JsonArray(new JsonObject { ["id"] = "total", ["name"] = "Total", ["typeName"] = "Int32", ["value"] = "0", ["storageDriverTypeName"] = "WorkflowInstanceStorageDriver" }),
        ["root"] = new JsonObject
        {
            ["id"] = "root",
            ["type"] = "Elsa.Sequence",
            ["version"] = 1,
            ["activities"] = new JsonArray(
                Start(), SetTotal(), Ask("captured", "Payments.PaymentCaptured"), Ask("started", "Stores.CookingStarted"),
                Ask("finished", "Stores.CookingFinished"), Ask("pickedUp", "Riders.DeliveryPickedUp")),
        },
    }.ToJsonString());

    /// <summary>The messages of one order in their order: the first starts the workflow, each other resumes it.</summary>
    public static IMessage[] Messages(string orderId)
    {
        var at = DateTimeOffset.UnixEpoch;
        return
        [
            new OrderPlaced
            {
                OrderId = orderId,
                Version = 1,
                At = at,
                CustomerId = "customer-1",
                StoreId = "sto_hanok",
                RegionId = "gangnam",
                DeliveryAddress = "테헤란로 1",
                Lines = [new OrderLine("bibimbap", "비빔밥", 1, 9000)],
                ItemsTotal = new Money(9000, "KRW"),
                DeliveryFee = new Money(3000, "KRW"),
                Total = new Money(12_000, "KRW"),
            },
            new PaymentCaptured { OrderId = orderId, Version = 2, At = at, Amount = new Money(12_000, "KRW") },
            new CookingStarted { OrderId = orderId, Version = 3, At = at, Round = 1, StoreId = "sto_hanok" },
            new CookingFinished { OrderId = orderId, Version = 4, At = at, Round = 1, StoreId = "sto_hanok" },
            new DeliveryPickedUp { OrderId = orderId, Version = 5, At = at, Claim = 1, RiderId = "rider-1" },
        ];
    }

    private static JsonObject Start()
    {
        var start = Ask("start", "Orders.OrderPlaced");
        start["customProperties"] = new JsonObject { ["canStartWorkflow"] = true };
        return start;
    }

    private static JsonObject SetTotal()
    {
        var set = Activity("Elsa.SetVariable", "setTotal");
        set["variable"] = new JsonObject { ["id"] = "total", ["name"] = "Total", ["typeName"] = "Int32" };
        set["value"] = Input("Object", "JavaScript", "9000 + 3000");
        return set;
    }

    private static JsonObject Ask(string id, string message)
    {
        var ask = Activity(AskActivity.Type, id);
        ask["event"] = Input("String", "Literal", message);
        return ask;
    }

    private static JsonObject Activity(string type, string id) => new()
    {
        ["id"] = id,
        ["name"] = id,
        ["type"] = type,
        ["version"] = 1,
        ["customProperties"] = new JsonObject(),
        ["metadata"] = new JsonObject(),
    };

    private static JsonObject Input(string type, string language, string value) => new()
    {
        ["typeName"] = type,
        ["expression"] = new JsonObject { ["type"] = language, ["value"] = value },
    };
}
