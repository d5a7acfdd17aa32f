using System.Net;
using Delivery.ServiceDefaults.Authorization;
using Delivery.Testing;
using Delivery.Testing.Harness;
using Microsoft.EntityFrameworkCore;
using Shouldly;
using Xunit;

namespace Delivery.Status.Tests.Streams;

public abstract class ChangeStreamTests(StatusFixture fixture)
{
    [Fact]
    public async Task OrderStream_LiveChanges_ArriveInOrderAndEndWithTheOrder()
    {
        var history = fixture.NewOrder().Happy();
        await fixture.Module.HandleAsync(history.Events[0]);
        await fixture.FeedAsync();
        await using var stream = await OpenAsync($"/api/orders/{history.Events[0].OrderId}/stream");
        (await stream.ReadAsync()).Status.ShouldBe("Placed");

        await fixture.HandleAsync(history.Events.Skip(1));
        await fixture.FeedAsync();

        var events = await stream.ReadToEndAsync();
        events.Select(change => change.Status).ShouldBe(
            ["Paid", "Offered", "Accepted", "Cooking", "Cooked", "RiderAssigned", "PickedUp", "HandedOver", "Completed"]);
        events.Select(change => change.Version).ShouldBe(Enumerable.Range(2, 9));
    }

    [Fact]
    public async Task OrderStream_LastEventId_ResumesBehindIt()
    {
        var orderId = await fixture.HandleAsync(fixture.NewOrder().Happy());
        await fixture.FeedAsync();
        await using var first = await OpenAsync($"/api/orders/{orderId}/stream");
        var seen = new[] { await first.ReadAsync(), await first.ReadAsync(), await first.ReadAsync() };

        await using var second = await OpenAsync($"/api/orders/{orderId}/stream", lastEventId: seen[^1].Id);

        (await second.ReadToEndAsync()).Select(change => change.Version).ShouldBe(Enumerable.Range(4, 7));
    }

    [Fact]
    public async Task OrderStream_ResumedAfterTheEnd_SaysThatNothingComes()
    {
        var orderId = await fixture.HandleAsync(fixture.NewOrder().Happy());
        await fixture.FeedAsync();
        await using var stream = await OpenAsync($"/api/orders/{orderId}/stream");
        var last = (await stream.ReadToEndAsync())[^1];

        using var response = await SseClient.SendAsync(Client(), $"/api/orders/{orderId}/stream", last.Id);

        response.StatusCode.ShouldBe(HttpStatusCode.NoContent);
    }

    [Fact]
    public async Task AllStream_WithoutPosition_StartsNowAndSeesEveryOrder()
    {
        await fixture.HandleAsync(fixture.NewOrder().Placed());
        await fixture.FeedAsync();
        await using var stream = await OpenAsync("/ops/orders/stream");

        var one = await fixture.HandleAsync(fixture.NewOrder().Placed());
        var two = await fixture.HandleAsync(fixture.NewOrder().Placed());
        await fixture.FeedAsync();

        new[] { await stream.ReadAsync(), await stream.ReadAsync() }.Select(change => change.OrderId).ShouldBe([one, two], ignoreOrder: true);
    }

    [Fact]
    public async Task AllStream_After_SeesWhatCameSince()
    {
        await fixture.FeedAsync();
        var before = await fixture.Module.QueryAsync(db => db.Changes.MaxAsync(change => change.Sequence)) ?? 0;
        var orderId = await fixture.HandleAsync(fixture.NewOrder().Placed());
        await fixture.FeedAsync();

        await using var stream = await OpenAsync($"/ops/orders/stream?after={before}");

        var change = await stream.ReadAsync();
        change.OrderId.ShouldBe(orderId);
        change.Id.ShouldBe((before + 1).ToString(System.Globalization.CultureInfo.InvariantCulture));
    }

    [Fact]
    public async Task Stream_Silent_ShowsThatItIsAliveAndEndsInTheEnd()
    {
        await using var stream = await OpenAsync("/ops/orders/stream");

        await Eventually.TrueAsync(
            () =>
            {
                fixture.Module.Time.Advance(TimeSpan.FromSeconds(15));
                return stream.Heartbeats > 1;
            },
            "heartbeats arrive");
        await Eventually.TrueAsync(
            () =>
            {
                fixture.Module.Time.Advance(TimeSpan.FromMinutes(1));
                return stream.HasEnded;
            },
            "an old stream ends");
    }

    [Fact]
    public async Task Stream_MoreThanAllowed_AreRefused()
    {
        var open = new List<SseClient>();
        try
        {
            await Eventually.TrueAsync(
                async () =>
                {
                    var response = await SseClient.SendAsync(Client(), "/ops/orders/stream", lastEventId: null);
                    if (response.IsSuccessStatusCode)
                    {
                        open.Add(new SseClient(response));
                        return false;
                    }

                    response.Headers.RetryAfter.ShouldNotBeNull();
                    await response.ShouldBeProblemAsync(503, "too-many-streams");
                    return true;
                },
                "a stream is refused");
            open.Count.ShouldBeLessThanOrEqualTo(20);
        }
        finally
        {
            foreach (var stream in open)
            {
                await stream.DisposeAsync();
            }
        }
    }

    [Theory]
    [InlineData("-1")]
    [InlineData("abc")]
    [InlineData("99999999999999999999")]
    public async Task Stream_BadLastEventId_IsRefused(string lastEventId)
    {
        using var response = await SseClient.SendAsync(Client(), "/ops/orders/stream", lastEventId);

        await response.ShouldBeProblemAsync(400, "invalid-last-event-id");
    }

    private HttpClient Client() => fixture.Module.CreateClient(Roles.Operator, "operator-1");

    private async Task<SseClient> OpenAsync(string path, string? lastEventId = null)
    {
        // The places of streams that other tests have just left become free when the server notices.
        HttpResponseMessage? response = null;
        await Eventually.TrueAsync(
            async () => (response = await SseClient.SendAsync(Client(), path, lastEventId)).IsSuccessStatusCode, "the stream opens");
        response!.Content.Headers.ContentType!.MediaType.ShouldBe("text/event-stream");
        return new SseClient(response);
    }
}
