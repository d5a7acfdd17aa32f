using Delivery.Contracts;
using Delivery.Contracts.Stores;
using Delivery.ServiceDefaults.Problems;
using Delivery.Stores.Tickets;
using Shouldly;
using Xunit;

namespace Delivery.Stores.Tests.Tickets;

public sealed class TicketTests
{
    private static readonly DateTimeOffset Start = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    private static readonly Dictionary<string, Func<Ticket, IOrderEvent>> Actions = new()
    {
        ["accept"] = ticket => ticket.Accept(Start),
        ["reject"] = ticket => ticket.Reject("Closed", Start),
        ["start-cooking"] = ticket => ticket.StartCooking(Start),
        ["finish-cooking"] = ticket => ticket.FinishCooking(Start),
    };

    private static readonly HashSet<(TicketState State, string Action)> Allowed =
    [
        (TicketState.Offered, "accept"),
        (TicketState.Offered, "reject"),
        (TicketState.Accepted, "start-cooking"),
        (TicketState.Cooking, "finish-cooking"),
    ];

    public static TheoryData<string, string> IllegalActions
    {
        get
        {
            var pairs = new TheoryData<string, string>();
            foreach (var state in Enum.GetValues<TicketState>())
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
        var ticket = In(Enum.Parse<TicketState>(state));
        var version = ticket.Version;

        var problem = Should.Throw<ProblemException>(() => Actions[action](ticket));

        problem.Type.Slug.ShouldBe("ticket-state");
        problem.Type.Status.ShouldBe(409);
        problem.Extensions["state"].ShouldBe(state);
        ticket.State.ToString().ShouldBe(state);
        ticket.Version.ShouldBe(version);
    }

    [Fact]
    public void IllegalActions_Table_CoversAllButTheAllowed() =>
        IllegalActions.Count.ShouldBe((7 * 4) - 4);

    [Fact]
    public void Ticket_HappyPath_RaisesVersionByOneEach()
    {
        var ticket = Ticket.Offer(StoresFixture.Offer("ord_1"), Start);
        ticket.ToOffered().Version.ShouldBe(1);
        ticket.ToOffered().AnswerBy.ShouldBe(Start.AddMinutes(5));

        var accepted = ticket.Accept(Start.AddMinutes(1));
        var started = ticket.StartCooking(Start.AddMinutes(2));
        var finished = ticket.FinishCooking(Start.AddMinutes(3));

        accepted.Version.ShouldBe(2);
        accepted.RequestId.ShouldBe("req-offer");
        accepted.At.ShouldBe(Start.AddMinutes(1));
        started.Version.ShouldBe(3);
        started.RequestId.ShouldBeNull();
        started.Round.ShouldBe(1);
        finished.Version.ShouldBe(4);
        finished.StoreId.ShouldBe("sto_hanok");
        ticket.State.ShouldBe(TicketState.Cooked);
    }

    [Theory]
    [InlineData("Offered", nameof(TicketOffered), "Offered")]
    [InlineData("Accepted", nameof(TicketAccepted), "Accepted")]
    [InlineData("Cooking", nameof(TicketAccepted), "Cooking")]
    [InlineData("Cooked", nameof(TicketAccepted), "Cooked")]
    [InlineData("Rejected", nameof(TicketRejected), "Rejected")]
    [InlineData("Expired", nameof(TicketExpired), "Expired")]
    [InlineData("Revoked", nameof(TicketRevoked), "Revoked")]
    public void OfferAgain_InState_AnswersWithTheDecision(string state, string answer, string then) =>
        Command(state, ticket => ticket.OfferAgain(StoresFixture.Offer("ord_1", "req-later"), Start), "req-later", answer, then);

    [Theory]
    [InlineData("Offered", nameof(TicketExpired), "Expired")]
    [InlineData("Accepted", nameof(TicketAlreadyAccepted), "Accepted")]
    [InlineData("Cooking", nameof(TicketAlreadyAccepted), "Cooking")]
    [InlineData("Cooked", nameof(TicketAlreadyAccepted), "Cooked")]
    [InlineData("Rejected", nameof(TicketRejected), "Rejected")]
    [InlineData("Expired", nameof(TicketExpired), "Expired")]
    [InlineData("Revoked", nameof(TicketExpired), "Revoked")]
    public void ExpireCommand_InState_AnswersWithTheDecision(string state, string answer, string then) =>
        Command(state, ticket => ticket.Expire(StoresFixture.Expire("ord_1"), Start), "req-expire", answer, then);

    [Theory]
    [InlineData("Offered", nameof(TicketRevoked), "Revoked")]
    [InlineData("Accepted", nameof(TicketRevoked), "Revoked")]
    [InlineData("Cooking", nameof(CookingAlreadyStarted), "Cooking")]
    [InlineData("Cooked", nameof(CookingAlreadyStarted), "Cooked")]
    [InlineData("Rejected", nameof(TicketRevoked), "Rejected")]
    [InlineData("Expired", nameof(TicketRevoked), "Expired")]
    [InlineData("Revoked", nameof(TicketRevoked), "Revoked")]
    public void RevokeCommand_InState_AnswersWithTheDecision(string state, string answer, string then) =>
        Command(state, ticket => ticket.Revoke(StoresFixture.Revoke("ord_1"), Start), "req-revoke", answer, then);

    [Theory]
    [InlineData("Cooking")]
    [InlineData("Cooked")]
    public void RevokeCommand_ForcedWhileCooking_Revokes(string state) =>
        Command(
            state,
            ticket => ticket.Revoke(StoresFixture.Revoke("ord_1", force: true), Start),
            "req-revoke",
            nameof(TicketRevoked),
            "Revoked");

    [Fact]
    public void OfferAgain_WithAnotherRequest_IsWhatTheStoreAnswers()
    {
        var ticket = In(TicketState.Offered);

        ticket.OfferAgain(StoresFixture.Offer("ord_1", "req-later"), Start).Version.ShouldBe(2);

        ticket.Accept(Start).RequestId.ShouldBe("req-later");
    }

    [Fact]
    public void OfferAgain_WithTheSameRequest_ChangesNothing()
    {
        var ticket = In(TicketState.Offered);

        ticket.OfferAgain(StoresFixture.Offer("ord_1"), Start.AddMinutes(1)).Version.ShouldBe(1);

        ticket.AnswerBy.ShouldBe(Start.AddMinutes(5));
    }

    [Fact]
    public void Expire_BeforeAnswerBy_DoesNothing()
    {
        var ticket = In(TicketState.Offered);

        ticket.Expire(Start.AddMinutes(5).AddTicks(-1)).ShouldBeNull();

        ticket.State.ShouldBe(TicketState.Offered);
    }

    [Fact]
    public void Expire_AtAnswerBy_EchoesTheOffersRequest()
    {
        var ticket = In(TicketState.Offered);

        var expired = ticket.Expire(Start.AddMinutes(5));

        expired.ShouldNotBeNull().RequestId.ShouldBe("req-offer");
        expired.Version.ShouldBe(2);
        ticket.State.ShouldBe(TicketState.Expired);
    }

    [Theory]
    [InlineData("Accepted")]
    [InlineData("Cooking")]
    [InlineData("Cooked")]
    [InlineData("Rejected")]
    [InlineData("Expired")]
    [InlineData("Revoked")]
    public void Expire_AfterAnAnswer_DoesNothing(string state)
    {
        var ticket = In(Enum.Parse<TicketState>(state));

        ticket.Expire(Start.AddDays(1)).ShouldBeNull();

        ticket.State.ToString().ShouldBe(state);
    }

    private static void Command(string state, Func<Ticket, IOrderEvent> command, string requestId, string answer, string then)
    {
        var ticket = In(Enum.Parse<TicketState>(state));

        var first = command(ticket);
        var version = ticket.Version;
        var second = command(ticket);

        first.GetType().Name.ShouldBe(answer);
        first.RequestId.ShouldBe(requestId);
        first.Version.ShouldBe(version);
        ticket.State.ToString().ShouldBe(then);
        // Asked again, it says the same and changes nothing.
        second.ShouldBe(first);
        ticket.Version.ShouldBe(version);
    }

    private static Ticket In(TicketState state)
    {
        var ticket = Ticket.Offer(StoresFixture.Offer("ord_1"), Start);
        switch (state)
        {
            case TicketState.Rejected:
                ticket.Reject("Closed", Start);
                break;
            case TicketState.Expired:
                ticket.Expire(Start.AddMinutes(5));
                break;
            case TicketState.Revoked:
                ticket.Revoke(StoresFixture.Revoke("ord_1"), Start);
                break;
            default:
                Advance(ticket, state);
                break;
        }

        ticket.State.ShouldBe(state);
        return ticket;
    }

    private static void Advance(Ticket ticket, TicketState state)
    {
        if (state >= TicketState.Accepted)
        {
            ticket.Accept(Start);
        }

        if (state >= TicketState.Cooking)
        {
            ticket.StartCooking(Start);
        }

        if (state >= TicketState.Cooked)
        {
            ticket.FinishCooking(Start);
        }
    }
}
