using Delivery.Contracts;
using Delivery.Contracts.Riders;
using Delivery.Riders.Deliveries;
using Delivery.ServiceDefaults.Problems;
using Shouldly;
using Xunit;

namespace Delivery.Riders.Tests.Deliveries;

public sealed class DeliveryJobTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly string[] Gangnam = ["gangnam"];
    private static readonly string[] Everywhere = ["gangnam", "seocho", "songpa"];

    private static readonly Dictionary<string, Func<DeliveryJob, IOrderEvent>> Actions = new()
    {
        ["claim"] = job => job.ClaimBy("rider-1", Now),
        ["pick-up"] = job => job.PickUp("rider-1", Now),
        ["deliver"] = job => job.Deliver("rider-1", Now),
        ["give-back"] = job => job.GiveBack("rider-1", "Flat tyre", Now),
        ["undeliverable"] = job => job.ReportUndeliverable("rider-1", "Nobody there", Now),
    };

    private static readonly HashSet<(DeliveryState State, string Action)> Allowed =
    [
        (DeliveryState.Searching, "claim"),
        (DeliveryState.Claimed, "pick-up"),
        (DeliveryState.Claimed, "give-back"),
        (DeliveryState.PickedUp, "deliver"),
        (DeliveryState.PickedUp, "undeliverable"),
        (DeliveryState.Undeliverable, "deliver"),
    ];

    public static TheoryData<string, string> IllegalActions
    {
        get
        {
            var pairs = new TheoryData<string, string>();
            foreach (var state in Enum.GetValues<DeliveryState>())
            {
                foreach (var action in Actions.Keys.Where(action => !Allowed.Contains((state, action))))
                {
                    pairs.Add(state.ToString(), action);
                }
            }

            return pairs;
        }
    }

    [Theory]
    [MemberData(nameof(IllegalActions))]
    public void Action_OutOfTurn_IsRefusedAndChangesNothing(string state, string action)
    {
        var job = In(state);
        var version = job.Version;

        var problem = Should.Throw<ProblemException>(() => Actions[action](job));

        problem.Type.Slug.ShouldBeOneOf("delivery-state", "delivery-not-yours");
        problem.Type.Status.ShouldBe(409);
        problem.Extensions["state"].ShouldBe(state);
        job.State.ToString().ShouldBe(state);
        job.Version.ShouldBe(version);
    }

    [Fact]
    public void IllegalActions_Table_CoversAllButTheAllowed() => IllegalActions.Count.ShouldBe((7 * 5) - 6);

    [Theory]
    [InlineData("pick-up", "Claimed")]
    [InlineData("give-back", "Claimed")]
    [InlineData("deliver", "PickedUp")]
    [InlineData("undeliverable", "PickedUp")]
    public void Action_OfAnotherRider_IsRefused(string action, string state)
    {
        var job = Offered();
        job.ClaimBy("rider-2", Now);
        if (state == "PickedUp")
        {
            job.PickUp("rider-2", Now);
        }

        Should.Throw<ProblemException>(() => Actions[action](job)).Type.Slug.ShouldBe("delivery-not-yours");

        job.RiderId.ShouldBe("rider-2");
        job.State.ToString().ShouldBe(state);
    }

    [Fact]
    public void Delivery_HappyPath_RaisesVersionByOneEach()
    {
        var job = DeliveryJob.Unordered("ord_1", Now);

        var offered = job.Offer(RidersFixture.Offer("ord_1"), Gangnam, Now).ShouldBeOfType<DeliveryOffered>();
        var claimed = job.ClaimBy("rider-1", Now);
        var pickedUp = job.PickUp("rider-1", Now);
        var handedOver = job.Deliver("rider-1", Now);

        new IOrderEvent[] { offered, claimed, pickedUp, handedOver }.Select(@event => @event.Version).ShouldBe([1, 2, 3, 4]);
        claimed.RequestId.ShouldBe("req-offer");
        claimed.Claim.ShouldBe(1);
        claimed.RiderId.ShouldBe("rider-1");
        pickedUp.RequestId.ShouldBeNull();
        handedOver.ConfirmedBy.ShouldBe(HandOverConfirmation.Rider);
    }

    [Theory]
    [InlineData("Searching", nameof(DeliveryOffered), "Searching")]
    [InlineData("Claimed", nameof(DeliveryClaimed), "Claimed")]
    [InlineData("PickedUp", nameof(DeliveryClaimed), "PickedUp")]
    [InlineData("HandedOver", nameof(DeliveryClaimed), "HandedOver")]
    [InlineData("Undeliverable", nameof(DeliveryClaimed), "Undeliverable")]
    [InlineData("Expired", nameof(DeliveryExpired), "Expired")]
    [InlineData("Cancelled", nameof(DeliveryCancelled), "Cancelled")]
    public void OfferAgain_SameRound_AnswersWithTheDecision(string state, string answer, string then) =>
        Command(state, job => job.Offer(RidersFixture.Offer("ord_1", 1, "req-again"), Everywhere, Now), "req-again", answer, then);

    [Theory]
    [InlineData("Searching", nameof(DeliveryOffered), "Searching")]
    [InlineData("Claimed", nameof(DeliveryClaimed), "Claimed")]
    [InlineData("PickedUp", nameof(DeliveryClaimed), "PickedUp")]
    [InlineData("HandedOver", nameof(DeliveryClaimed), "HandedOver")]
    [InlineData("Undeliverable", nameof(DeliveryOffered), "Searching")]
    [InlineData("Expired", nameof(DeliveryOffered), "Searching")]
    [InlineData("Cancelled", nameof(DeliveryOffered), "Searching")]
    public void Offer_LaterRound_SearchesAfreshUnlessARiderHasIt(string state, string answer, string then) =>
        Command(state, job => job.Offer(RidersFixture.Offer("ord_1", 0, "req-2", round: 2), Gangnam, Now), "req-2", answer, then);

    [Theory]
    [InlineData("Searching", nameof(DeliveryExpired), "Expired")]
    [InlineData("Claimed", nameof(DeliveryClaimed), "Claimed")]
    [InlineData("PickedUp", nameof(DeliveryClaimed), "PickedUp")]
    [InlineData("HandedOver", nameof(DeliveryClaimed), "HandedOver")]
    [InlineData("Undeliverable", nameof(DeliveryClaimed), "Undeliverable")]
    [InlineData("Expired", nameof(DeliveryExpired), "Expired")]
    [InlineData("Cancelled", nameof(DeliveryExpired), "Cancelled")]
    public void ExpireCommand_InState_AnswersWithTheDecision(string state, string answer, string then) =>
        Command(state, job => job.Expire(RidersFixture.Expire("ord_1"), Now), "req-expire", answer, then);

    [Theory]
    [InlineData("Searching", nameof(DeliveryCancelled), "Cancelled")]
    [InlineData("Claimed", nameof(DeliveryCancelled), "Cancelled")]
    [InlineData("PickedUp", nameof(DeliveryCancelled), "Cancelled")]
    [InlineData("HandedOver", nameof(DeliveryHandedOver), "HandedOver")]
    [InlineData("Undeliverable", nameof(DeliveryCancelled), "Cancelled")]
    [InlineData("Expired", nameof(DeliveryCancelled), "Expired")]
    [InlineData("Cancelled", nameof(DeliveryCancelled), "Cancelled")]
    public void CancelCommand_InState_AnswersWithTheDecision(string state, string answer, string then) =>
        Command(state, job => job.Cancel(RidersFixture.Cancel("ord_1"), Now), "req-cancel", answer, then);

    [Theory]
    [InlineData("Searching", nameof(RiderReleased), "Searching")]
    [InlineData("Claimed", nameof(RiderReleased), "Searching")]
    [InlineData("PickedUp", nameof(DeliveryPickedUp), "PickedUp")]
    [InlineData("HandedOver", nameof(DeliveryPickedUp), "HandedOver")]
    [InlineData("Undeliverable", nameof(DeliveryPickedUp), "Undeliverable")]
    [InlineData("Expired", nameof(RiderReleased), "Expired")]
    [InlineData("Cancelled", nameof(RiderReleased), "Cancelled")]
    public void ReleaseCommand_InState_AnswersWithTheDecision(string state, string answer, string then)
    {
        foreach (var claim in new[] { 0, 1 })
        {
            Command(state, job => job.Release(RidersFixture.Release("ord_1", claim), Now), "req-release", answer, then);
        }
    }

    [Theory]
    [InlineData("Searching", nameof(HandOverRefused), "Searching")]
    [InlineData("Claimed", nameof(HandOverRefused), "Claimed")]
    [InlineData("PickedUp", nameof(DeliveryHandedOver), "HandedOver")]
    [InlineData("HandedOver", nameof(DeliveryHandedOver), "HandedOver")]
    [InlineData("Undeliverable", nameof(DeliveryUndeliverable), "Undeliverable")]
    [InlineData("Expired", nameof(HandOverRefused), "Expired")]
    [InlineData("Cancelled", nameof(HandOverRefused), "Cancelled")]
    public void ConfirmCommand_InState_AnswersWithTheDecision(string state, string answer, string then) =>
        Command(state, job => job.ConfirmHandOver(RidersFixture.Confirm("ord_1"), Now), "req-confirm", answer, then);

    [Fact]
    public void ConfirmCommand_OperatorAfterUndeliverable_HandsOver() =>
        Command(
            "Undeliverable",
            job => job.ConfirmHandOver(RidersFixture.Confirm("ord_1", HandOverConfirmation.Operator), Now),
            "req-confirm",
            nameof(DeliveryHandedOver),
            "HandedOver");

    [Fact]
    public void ConfirmCommand_AfterTheRider_KeepsWhoConfirmedFirst()
    {
        var job = In("HandedOver");

        var answer = job.ConfirmHandOver(RidersFixture.Confirm("ord_1", HandOverConfirmation.Customer), Now);

        answer.ShouldBeOfType<DeliveryHandedOver>().ConfirmedBy.ShouldBe(HandOverConfirmation.Rider);
    }

    [Fact]
    public void Offer_LargerRadius_Widens()
    {
        var job = Offered();

        job.Offer(RidersFixture.Offer("ord_1", 1, "req-wider"), Everywhere, Now).ShouldBeOfType<DeliveryOffered>().Radius.ShouldBe(1);

        job.Reach.ShouldBe(Everywhere);
        job.ClaimBy("rider-1", Now).RequestId.ShouldBe("req-wider");
    }

    [Fact]
    public void Offer_SmallerRadiusOfTheSameSearch_DoesNotNarrowButIsAnswered()
    {
        var job = Offered();
        job.Offer(RidersFixture.Offer("ord_1", 1, "req-wider"), Everywhere, Now);

        job.Offer(RidersFixture.Offer("ord_1", 0, "req-last"), Gangnam, Now).ShouldBeOfType<DeliveryOffered>().Radius.ShouldBe(1);

        job.Reach.ShouldBe(Everywhere);
        job.ClaimBy("rider-1", Now).RequestId.ShouldBe("req-last");
    }

    [Fact]
    public void Offer_AfterGiveBack_SearchesWithItsOwnRadius()
    {
        var job = Offered();
        job.Offer(RidersFixture.Offer("ord_1", 1, "req-wider"), Everywhere, Now);
        job.ClaimBy("rider-1", Now);
        job.GiveBack("rider-1", null, Now);
        job.Reach.ShouldBe(Everywhere);

        job.Offer(RidersFixture.Offer("ord_1", 0, "req-anew"), Gangnam, Now);

        job.Reach.ShouldBe(Gangnam);
        var claimed = job.ClaimBy("rider-2", Now);
        claimed.Claim.ShouldBe(2);
        claimed.RequestId.ShouldBe("req-anew");
    }

    [Fact]
    public void Claim_BetweenGiveBackAndTheNextOffer_AnswersThatOffer()
    {
        var job = In("Claimed");
        job.GiveBack("rider-1", null, Now);

        job.ClaimBy("rider-2", Now).RequestId.ShouldBeNull();

        var answer = job.Offer(RidersFixture.Offer("ord_1", 0, "req-anew"), Gangnam, Now).ShouldBeOfType<DeliveryClaimed>();
        answer.RequestId.ShouldBe("req-anew");
        answer.Claim.ShouldBe(2);
        answer.RiderId.ShouldBe("rider-2");
    }

    [Fact]
    public void Release_OfAnEarlierClaim_LeavesTheLaterAlone()
    {
        var job = In("Claimed");
        job.GiveBack("rider-1", null, Now);
        job.ClaimBy("rider-2", Now);

        job.Release(RidersFixture.Release("ord_1", 1), Now).ShouldBeOfType<RiderReleased>().Claim.ShouldBe(1);

        job.RiderId.ShouldBe("rider-2");
        job.State.ShouldBe(DeliveryState.Claimed);
    }

    [Fact]
    public void Offer_EarlierRoundThanTheOneUnderWay_IsClosed()
    {
        var job = In("Cancelled");
        job.Offer(RidersFixture.Offer("ord_1", 0, "req-2", round: 2), Gangnam, Now);

        job.Offer(RidersFixture.Offer("ord_1", 1, "req-late"), Everywhere, Now).ShouldBeOfType<DeliveryCancelled>();
        job.Expire(RidersFixture.Expire("ord_1"), Now).ShouldBeOfType<DeliveryExpired>();
        job.Cancel(RidersFixture.Cancel("ord_1"), Now).ShouldBeOfType<DeliveryCancelled>();

        job.State.ShouldBe(DeliveryState.Searching);
        job.Reach.ShouldBe(Gangnam);
    }

    [Theory]
    [InlineData("Expired")]
    [InlineData("Cancelled")]
    public void Tombstone_OfALaterRound_ClosesItInAdvanceOnly(string state)
    {
        var job = In("Undeliverable");
        _ = state == "Expired"
            ? job.Expire(RidersFixture.Expire("ord_1", round: 2), Now)
            : job.Cancel(RidersFixture.Cancel("ord_1", round: 2), Now);

        job.Offer(RidersFixture.Offer("ord_1", 0, "req-2", round: 2), Gangnam, Now).RequestId.ShouldBe("req-2");
        job.State.ToString().ShouldBe(state);

        job.Offer(RidersFixture.Offer("ord_1", 0, "req-3", round: 3), Gangnam, Now).ShouldBeOfType<DeliveryOffered>();
        job.RiderId.ShouldBeNull();
    }

    private static void Command(string state, Func<DeliveryJob, IOrderEvent> command, string requestId, string answer, string then)
    {
        var job = In(state);

        var first = command(job);
        var version = job.Version;
        var second = command(job);

        first.GetType().Name.ShouldBe(answer);
        first.RequestId.ShouldBe(requestId);
        first.Version.ShouldBe(version);
        job.State.ToString().ShouldBe(then);
        // Asked again, it says the same and changes nothing.
        second.ShouldBe(first);
        job.Version.ShouldBe(version);
    }

    private static DeliveryJob Offered()
    {
        var job = DeliveryJob.Unordered("ord_1", Now);
        job.Offer(RidersFixture.Offer("ord_1"), Gangnam, Now);
        return job;
    }

    private static DeliveryJob In(string state)
    {
        var job = Offered();
        string[] way = state switch
        {
            "Claimed" => ["claim"],
            "PickedUp" => ["claim", "pick-up"],
            "HandedOver" => ["claim", "pick-up", "deliver"],
            "Undeliverable" => ["claim", "pick-up", "undeliverable"],
            _ => [],
        };
        foreach (var action in way)
        {
            Actions[action](job);
        }

        if (state == "Expired")
        {
            job.Expire(RidersFixture.Expire("ord_1"), Now);
        }
        else if (state == "Cancelled")
        {
            job.Cancel(RidersFixture.Cancel("ord_1"), Now);
        }

        job.State.ToString().ShouldBe(state);
        return job;
    }
}
