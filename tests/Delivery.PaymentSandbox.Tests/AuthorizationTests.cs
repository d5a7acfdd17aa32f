using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace Delivery.PaymentSandbox.Tests;

public sealed class AuthorizationTests(SandboxFixture sandbox) : IClassFixture<SandboxFixture>
{
    private readonly SandboxClient _client = sandbox.Client;
    private readonly string _reference = $"ord_{Guid.NewGuid():N}";

    [Fact]
    public async Task Authorize_CaptureRefund_IsInTheBooks()
    {
        var (id, _) = await SandboxFixture.ReadAsync(await _client.AuthorizeAsync(Key("a"), _reference));
        (await _client.BooksAsync(_reference)).ShouldBe(new Books(10_000, 0, 0, 0, Open: true));
        var (_, captureId) = await SandboxFixture.ReadAsync(await _client.CaptureAsync(Key("c"), id));
        await SandboxFixture.ReadAsync(await _client.RefundAsync(Key("r"), captureId!));

        (await _client.BooksAsync(_reference)).ShouldBe(new Books(10_000, 10_000, 10_000, 0, Open: false));
    }

    [Fact]
    public async Task Void_Open_ReleasesItAndRefusesACapture()
    {
        var (id, _) = await SandboxFixture.ReadAsync(await _client.AuthorizeAsync(Key("a"), _reference));
        await SandboxFixture.ReadAsync(await _client.VoidAsync(Key("v"), id));

        await ShouldBeProblemAsync(await _client.CaptureAsync(Key("c"), id), 409, "wrong-state");
        (await _client.BooksAsync(_reference)).ShouldBe(new Books(10_000, 0, 0, 10_000, Open: false));
    }

    [Fact]
    public async Task Capture_CapturedUnderAnotherKey_IsRefusedAndNamesTheCapture()
    {
        var (id, _) = await SandboxFixture.ReadAsync(await _client.AuthorizeAsync(Key("a"), _reference));
        var (_, captureId) = await SandboxFixture.ReadAsync(await _client.CaptureAsync(Key("c1"), id));

        var problem = await ShouldBeProblemAsync(await _client.CaptureAsync(Key("c2"), id), 409, "wrong-state");

        problem.GetProperty("captureId").GetString().ShouldBe(captureId);
        await ShouldBeProblemAsync(await _client.VoidAsync(Key("v"), id), 409, "wrong-state");
        (await _client.BooksAsync(_reference)).Captured.ShouldBe(10_000);
    }

    [Fact]
    public async Task Authorize_SameKeyAndBody_AnswersTheSame()
    {
        var first = await (await _client.AuthorizeAsync(Key("a"), _reference)).Content.ReadAsStringAsync(TestContext.Current.CancellationToken);

        var second = await _client.AuthorizeAsync(Key("a"), _reference);

        second.StatusCode.ShouldBe(HttpStatusCode.Created);
        (await second.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).ShouldBe(first);
        (await _client.BooksAsync(_reference)).Authorized.ShouldBe(10_000);
    }

    [Fact]
    public async Task Authorize_SameKeyAtTheSameTime_HoldsTheMoneyOnce()
    {
        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => _client.AuthorizeAsync(Key("a"), _reference)));

        answers.ShouldAllBe(answer => answer.StatusCode == HttpStatusCode.Created);
        (await _client.BooksAsync(_reference)).Authorized.ShouldBe(10_000);
    }

    [Fact]
    public async Task Authorize_SameKeyOtherBody_IsRefused()
    {
        await _client.AuthorizeAsync(Key("a"), _reference);

        await ShouldBeProblemAsync(await _client.AuthorizeAsync(Key("a"), _reference, amount: 1), 422, "idempotency-key-reused");
    }

    [Fact]
    public async Task Authorize_NoKey_IsRefused() => await ShouldBeProblemAsync(
        await _client.PostAsync("v1/authorizations", key: null, new { reference = _reference, amount = 1, currency = "KRW", token = "t" }),
        400,
        "idempotency-key-missing");

    [Theory]
    [InlineData("", 1, "KRW", "t")]
    [InlineData("r", 0, "KRW", "t")]
    [InlineData("r", 1, "won", null)]
    [InlineData("r", 1, "KR", "t")]
    public async Task Authorize_InvalidBody_IsRefused(string reference, long amount, string currency, string? token) =>
        await ShouldBeProblemAsync(
            await _client.PostAsync("v1/authorizations", Key("a"), new { reference, amount, currency, token }), 400, "invalid-request");

    [Fact]
    public async Task Authorize_DecliningCard_HoldsNothing()
    {
        var problem = await ShouldBeProblemAsync(await _client.AuthorizeAsync(Key("a"), _reference, "tok_decline_x"), 402, "card-declined");

        problem.GetProperty("code").GetString().ShouldBe("card_declined");
        (await _client.BooksAsync(_reference)).ShouldBe(new Books(0, 0, 0, 0, Open: false));
    }

    [Fact]
    public async Task Authorize_OverloadingCard_IsTurnedAwayAsOftenAsItSays()
    {
        var token = $"tok_overload2_{_reference}";
        for (var call = 0; call < 2; call++)
        {
            var answer = await _client.AuthorizeAsync(Key("a"), _reference, token);
            await ShouldBeProblemAsync(answer, 503, "overloaded");
            answer.Headers.RetryAfter.ShouldNotBeNull();
        }

        (await _client.AuthorizeAsync(Key("a"), _reference, token)).StatusCode.ShouldBe(HttpStatusCode.Created);
    }

    [Fact]
    public async Task Capture_FailingCard_FailsUntilHealed()
    {
        var (id, _) = await SandboxFixture.ReadAsync(await _client.AuthorizeAsync(Key("a"), _reference, "tok_capturefail"));
        await ShouldBeProblemAsync(await _client.CaptureAsync(Key("1"), id), 402, "capture-failed");
        await ShouldBeProblemAsync(await _client.CaptureAsync(Key("2"), id), 402, "capture-failed");

        await _client.PostAsync("admin/heal", key: null);

        (await _client.CaptureAsync(Key("3"), id)).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Find_ByReference_ShowsTheAuthorization()
    {
        var (id, _) = await SandboxFixture.ReadAsync(await _client.AuthorizeAsync(Key("a"), _reference));

        var found = await _client.GetAsync($"v1/authorizations?reference={_reference}");

        found.GetProperty("items").EnumerateArray().ShouldHaveSingleItem().GetProperty("id").GetString().ShouldBe(id);
    }

    [Fact]
    public async Task Capture_UnknownId_IsNotFound() => await ShouldBeProblemAsync(await _client.CaptureAsync(Key("c"), "auth_x"), 404, "not-found");

    [Fact]
    public async Task Ledger_Paged_ShowsEveryEntryOnce()
    {
        for (var i = 0; i < 3; i++)
        {
            await _client.AuthorizeAsync(Key($"a{i}"), _reference);
        }

        var seen = new List<long>();
        var mine = 0;
        for (long? cursor = 0; cursor is not null;)
        {
            var page = await _client.GetAsync($"ledger?cursor={cursor}&limit=2");
            var items = page.GetProperty("items").EnumerateArray().ToList();
            seen.AddRange(items.Select(item => item.GetProperty("sequence").GetInt64()));
            mine += items.Count(item => item.GetProperty("reference").GetString() == _reference);
            cursor = page.TryGetProperty("nextCursor", out var next) ? next.GetInt64() : null;
        }

        seen.ShouldBeInOrder();
        seen.ShouldBeUnique();
        mine.ShouldBe(3);
    }

    private static async Task<JsonElement> ShouldBeProblemAsync(HttpResponseMessage response, int status, string slug)
    {
        ((int)response.StatusCode).ShouldBe(status);
        response.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
        var problem = await response.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken);
        problem.GetProperty("type").GetString().ShouldBe($"urn:payment-sandbox:problem:{slug}");
        problem.GetProperty("detail").GetString().ShouldNotBeNullOrWhiteSpace();
        return problem;
    }

    private string Key(string name) => $"{_reference}:{name}";
}
