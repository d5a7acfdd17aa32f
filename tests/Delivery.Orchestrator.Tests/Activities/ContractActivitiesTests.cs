using Delivery.Contracts;
using Delivery.Contracts.Stores;
using Delivery.Messaging;
using Delivery.Orchestrator.Activities;
using Delivery.Workflows;
using Shouldly;
using Xunit;

namespace Delivery.Orchestrator.Tests.Activities;

public sealed class ContractActivitiesTests
{
    private static readonly string[] Aliases = ["Int32", "Int64", "Boolean", "String", "TimeSpan", "DateTimeOffset", "Object"];

    private static readonly Dictionary<string, ActivityDescriptor> Descriptors =
        ContractActivities.CreateAll().ToDictionary(activity => activity.Descriptor.TypeName, activity => activity.Descriptor);

    public static TheoryData<string> Messages =>
        [.. MessageTypes.All.Where(type => type.IsDefined(typeof(ActivityAttribute), inherit: false)).Select(MessageTypes.NameOf).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Messages))]
    public void Message_OfTheContract_IsAnActivityThatExplainsItself(string name)
    {
        var descriptor = Descriptors["Delivery." + name];

        descriptor.DisplayName.ShouldNotBeNullOrWhiteSpace();
        descriptor.Description.ShouldNotBeNullOrWhiteSpace();
        descriptor.Description!.ShouldNotContain("<");
        typeof(ActivityCategories).GetFields().Select(field => (string)field.GetRawConstantValue()!).ShouldContain(descriptor.Category);
        descriptor.Inputs.ShouldAllBe(input => !string.IsNullOrWhiteSpace(input.Description) && !string.IsNullOrWhiteSpace(input.DisplayName));
        descriptor.Inputs.ShouldAllBe(input => Aliases.Contains(input.TypeName));
        descriptor.Inputs.Select(input => input.Name).ShouldBeUnique();
        descriptor.Inputs.Select(input => input.Name).ShouldNotContain("OrderId");
        descriptor.Inputs.Select(input => input.Name).ShouldNotContain("RequestId");
        descriptor.Ports.Select(port => port.Name).ShouldBeUnique();
    }

    [Fact]
    public void Secret_OfAPayment_IsNoActivity() => Descriptors.Keys.ShouldNotContain(type => type.Contains("SubmitPaymentMethod"));

    [Fact]
    public void Command_Answers_AreItsOutcomes()
    {
        var offer = Descriptors["Delivery.Stores.OfferTicket"];

        offer.DisplayName.ShouldBe("Offer to store");
        offer.Icon.ShouldBe("storefront");
        offer.Category.ShouldBe("Store");
        offer.Kind.ShouldBe(ActivityKind.Action);
        offer.Ports.Select(port => port.Name).ShouldBe(["Accepted", "Rejected", "Expired", "Timed out"]);
        offer.Inputs.Select(input => $"{input.Name}: {input.TypeName}")
            .ShouldBe(["StoreId: String", "Round: Int32", "Lines: Object", "AnswerWithin: TimeSpan", "Timeout: TimeSpan"]);
        offer.Outputs.ShouldHaveSingleItem().Name.ShouldBe("Result");
    }

    [Fact]
    public void Command_NotAnswered_HasNeitherOutcomesNorATimeout()
    {
        var notify = Descriptors["Delivery.Notifications.NotifyCustomer"];

        notify.Ports.ShouldBeEmpty();
        notify.Outputs.ShouldBeEmpty();
        notify.Inputs.Select(input => input.Name).ShouldBe(["CustomerId", "Template", "Text"]);
    }

    [Fact]
    public void Expectation_Answers_AreItsOutcomes() =>
        Descriptors["Delivery.Riders.AwaitPickUp"].Ports.Select(port => port.Name).ShouldBe(["Picked up", "Given back", "Timed out"]);

    [Fact]
    public void Event_Kind_IsATrigger()
    {
        var placed = Descriptors["Delivery.Orders.OrderPlaced"];

        placed.Kind.ShouldBe(ActivityKind.Trigger);
        placed.Ports.Select(port => port.Name).ShouldBe(["Done", "Timed out"]);
    }

    [Fact]
    public void Enum_Member_IsChosenFromAList()
    {
        var outcome = Descriptors["Delivery.Orders.CloseOrder"].Inputs.Single(input => input.Name == "Outcome");

        outcome.UIHint.ShouldBe("dropdown");
        outcome.UISpecifications!["dropdown"]!["selectList"]!["items"]!.AsArray()
            .ShouldContain(item => item!["value"]!.GetValue<string>() == "NoRiderFound" && item["text"]!.GetValue<string>() == "No rider found");
    }

    [Fact]
    public void Hash_OfEveryWaitingBookmark_IsAmongThoseOfItsMessage()
    {
        var accepted = new TicketAccepted { OrderId = "ord_1", Version = 1, At = DateTimeOffset.UnixEpoch, RequestId = "r", Round = 1, StoreId = "s" };
        var started = new CookingStarted { OrderId = "ord_1", Version = 1, At = DateTimeOffset.UnixEpoch, Round = 2, StoreId = "s" };

        Hashes(accepted).ShouldBe(
            [StimulusHash.Compute("Stores.TicketAccepted", ContractPayload.OfAnswer("ord_1", "r")), StimulusHash.Compute("Stores.TicketAccepted", ContractPayload.OfOrder("ord_1"))]);
        Hashes(started).ShouldBe(
            [StimulusHash.Compute("Stores.CookingStarted", ContractPayload.OfExpectation("ord_1", [("Round", 2)])), StimulusHash.Compute("Stores.CookingStarted", ContractPayload.OfOrder("ord_1"))]);
    }

    [Fact]
    public void Command_ArrivingAtTheWorkflows_MeansNothing() =>
        new ContractStimulusMapper().Map(new ExpireTicket { OrderId = "ord_1", Round = 1 }).ShouldBeNull();

    private static IReadOnlyList<string> Hashes(IOrderEvent @event) => new ContractStimulusMapper().Map(@event)!.BookmarkHashes;
}
