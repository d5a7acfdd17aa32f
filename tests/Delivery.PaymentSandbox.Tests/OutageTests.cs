using System.Net;

namespace Delivery.PaymentSandbox.Tests;

public sealed class OutageTests(SandboxFixture sandbox) : IClassFixture<SandboxFixture>, IAsyncLifetime
{
    private readonly SandboxClient _client = sandbox.Client;
    private readonly string _reference = $"ord_{Guid.NewGuid():N}";

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync() => await _client.PostAsync("admin/heal", key: null);

    [Fact]
    public async Task Down_AnyCall_BreaksAndDoesNothing()
    {
        await BeginAsync("Down");

        await Should.ThrowAsync<HttpRequestException>(() => _client.AuthorizeAsync(_reference, _reference));

        (await _client.BooksAsync(_reference)).Authorized.ShouldBe(0);
    }

    [Fact]
    public async Task Overloaded_AnyCall_IsTurnedAwayAndHealed()
    {
        await BeginAsync("Overloaded");
        var answer = await _client.AuthorizeAsync(_reference, _reference);
        answer.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        answer.Headers.RetryAfter.ShouldNotBeNull();

        await _client.PostAsync("admin/heal", key: null);

        (await _client.AuthorizeAsync(_reference, _reference)).StatusCode.ShouldBe(HttpStatusCode.Created);
    }

    [Fact]
    public async Task Slow_Healed_DoesWhatWaited()
    {
        await BeginAsync("Slow");
        var waiting = _client.AuthorizeAsync(_reference, _reference);
        (await _client.BooksAsync(_reference)).Authorized.ShouldBe(0);

        await _client.PostAsync("admin/heal", key: null);

        (await waiting).StatusCode.ShouldBe(HttpStatusCode.Created);
    }

    [Fact]
    public async Task Outage_SecondsOutOfRange_IsRefused() =>
        (await _client.PostAsync("admin/outage", key: null, new { mode = "Down", seconds = 4000 })).StatusCode.ShouldBe(HttpStatusCode.BadRequest);

    private async Task BeginAsync(string mode) =>
        (await _client.PostAsync("admin/outage", key: null, new { mode, seconds = 60 })).EnsureSuccessStatusCode();
}
