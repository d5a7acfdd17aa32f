using System.Text.Json.Nodes;
using Delivery.Contracts.Orders;
using Delivery.Contracts.Payments;
using Delivery.Contracts.Riders;
using Delivery.Contracts.Stores;
using Delivery.Workflows;
using Shouldly;
using Xunit;

namespace Delivery.Orchestrator.Tests.Lifecycle;

/// <summary>Orders that were placed before the life cycle had compensation scopes, with their workflows and states as they were stored then.</summary>
public sealed class OlderLifecycleTests
{
    private static readonly WorkflowBundle Bundle = WorkflowBundle.Parse(File.ReadAllText(Golden("bundle.json")));
    private static readonly JsonNode States = JsonNode.Parse(File.ReadAllText(Golden("states.json")))!;

    private static readonly (string Stage, Func<LifecycleSimulation, LifecycleSimulation> Next)[] Steps =
    [
        ("Authorizing", order => order.Answers<PaymentDeferred>()),
        ("Deferred", order => order.Happens<PaymentAuthorized>()),
        ("Offered", order => order.Answers<TicketAccepted>()),
        ("Accepted", order => order.Happens<CookingStarted>()),
        ("Cooking", order => order.Happens<CookingFinished>()),
        ("Cooked", order => order.Answers<DeliveryClaimed>()),
        ("Claimed", order => order.Happens<DeliveryPickedUp>()),
        ("PickedUp", order => order.Happens<DeliveryHandedOver>()),
        ("HandedOver", order => order.Answers<PaymentCaptured>().Settle()),
    ];

    public static TheoryData<string> Stages => [.. Steps.Select(step => step.Stage)];

    [Theory]
    [MemberData(nameof(Stages))]
    public void Run_FromEachStage_CompletesTheOrder(string stage)
    {
        var order = Load(stage);

        foreach (var (_, next) in Steps.SkipWhile(step => step.Stage != stage))
        {
            order = next(order);
        }

        order.IsFinished.ShouldBeTrue();
        order.Last<SettleOrder>().RiderAmount.Amount.ShouldBe(3000);
        order.Last<CloseOrder>().Outcome.ShouldBe(OrderOutcome.Completed);
    }

    [Theory]
    [MemberData(nameof(Stages))]
    public void Cancel_AtEachStage_EndsItAtOnce(string stage)
    {
        var order = Load(stage).CancelInstance();

        order.IsCancelled.ShouldBeTrue();
        order.Sent.ShouldBeEmpty("a bundle without scopes has nothing to undo");
    }

    [Theory]
    [InlineData("Offered")]
    [InlineData("Accepted")]
    public void CancellationRequested_BeforeCooking_IsCarriedOutAsItWasDrawn(string stage)
    {
        var order = Load(stage).Happens<CancellationRequested>().Answers<TicketRevoked>();

        order.Undo().IsFinished.ShouldBeTrue();
        order.Last<CloseOrder>().Outcome.ShouldBe(OrderOutcome.CancelledByCustomer);
    }

    [Fact]
    public void Bundle_OfThen_HasNoScopes() => Bundle.ToJson().ShouldNotContain("Delivery.CompensationScope");

    private static LifecycleSimulation Load(string stage) => LifecycleSimulation.Load(Bundle, States[stage]!);

    private static string Golden(string file) => Path.Combine(AppContext.BaseDirectory, "Lifecycle", "Golden", file);
}
