using Delivery.Contracts.Stores;
using Delivery.Stores.Tickets;
using Shouldly;
using Xunit;

namespace Delivery.Stores.Tests.Tickets;

[Trait("Needs", "postgres")]
public sealed class TicketRacesPostgresTests(StoresPostgresFixture fixture)
    : TicketRacesTests(fixture), IClassFixture<StoresPostgresFixture>
{
    private readonly StoresPostgresFixture _fixture = fixture;

    /// <summary>Here alone: SQLite has one writer at a time, and nobody commits between another's read and commit.</summary>
    [Fact]
    public async Task Accept_OvertakenBetweenReadAndCommit_SeesWhatWon()
    {
        var orderId = await _fixture.OfferNewAsync();
        var states = new List<TicketState>();
        await _fixture.Module.RunAsync(async transaction =>
        {
            var ticket = (await transaction.Db.Tickets.FindAsync(orderId, 1))!;
            states.Add(ticket.State);
            if (states.Count == 1)
            {
                await _fixture.Module.HandleAsync(StoresFixture.Expire(orderId));
                transaction.Publish(ticket.Accept(transaction.Now));
            }
        });

        states.ShouldBe([TicketState.Offered, TicketState.Expired]);
        _fixture.Events(orderId).OfType<TicketAccepted>().ShouldBeEmpty();
    }
}
