using System.Net;
using Delivery.Payments.Lifecycle;
using Delivery.Payments.Operations;
using Delivery.Payments.Provider;
using Delivery.Payments.Tests.Support;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Delivery.Payments.Tests.Provider;

/// <summary>The client against the real sandbox.</summary>
public sealed class HttpPaymentProviderTests : IAsyncLifetime
{
    private readonly CountingHandler _calls = new();
    private readonly PaymentsOptions _options = new()
    {
        AttemptTimeout = TimeSpan.FromMilliseconds(500),
        TotalTimeout = TimeSpan.FromSeconds(3),
        RetryDelay = TimeSpan.FromMilliseconds(10),
        Retries = 1,
        BreakerMinimumCalls = 4,
        BreakDuration = TimeSpan.FromMilliseconds(500),
    };

    private readonly string _orderId = Orders.NewId();
    private TestSandbox _sandbox = null!;
    private ProviderCircuit _circuit = null!;
    private HttpPaymentProvider _provider = null!;

    public async ValueTask InitializeAsync()
    {
        _sandbox = await TestSandbox.StartAsync();
        _provider = Create(_sandbox.Url);
    }

    public async ValueTask DisposeAsync() => await _sandbox.DisposeAsync();

    [Fact]
    public async Task Perform_EveryStep_ReachesTheBooks()
    {
        var authorized = await AuthorizeAsync();
        var captured = await PerformAsync(OperationKind.Capture, "capture", authorized.Id);
        var refunded = await PerformAsync(OperationKind.Refund, "refund", captureId: captured.Id);

        new[] { authorized.Outcome, captured.Outcome, refunded.Outcome }.ShouldAllBe(outcome => outcome == ProviderOutcome.Succeeded);
        (await _sandbox.BooksAsync(_orderId)).ShouldBe(new SandboxBooks(23_000, 23_000, 23_000, 0, Open: false));
    }

    [Fact]
    public async Task Authorize_Declined_IsRefusedWithTheCode() =>
        (await AuthorizeAsync("tok_decline")).ShouldBe(ProviderAnswer.Refused("card_declined"));

    [Fact]
    public async Task Authorize_AnswerTooLate_AsksAgainUnderTheSameKey()
    {
        (await AuthorizeAsync("tok_timeout")).Outcome.ShouldBe(ProviderOutcome.Succeeded);

        _calls.Keys.ShouldBe(["authorize", "authorize"]);
        (await _sandbox.BooksAsync(_orderId)).Authorized.ShouldBe(23_000);
    }

    [Fact]
    public async Task Authorize_Overloaded_CertainlyDidNothing()
    {
        (await AuthorizeAsync("tok_overload2")).ShouldBe(ProviderAnswer.NotReached);

        (await AuthorizeAsync("tok_overload2")).Outcome.ShouldBe(ProviderOutcome.Succeeded);
    }

    [Fact]
    public async Task Authorize_NobodyListens_CertainlyDidNothing()
    {
        _provider = Create("http://127.0.0.1:1");

        (await AuthorizeAsync()).ShouldBe(ProviderAnswer.NotReached);
    }

    [Theory]
    [InlineData("Down")]
    [InlineData("Slow")]
    public async Task Authorize_NoAnswer_IsUnknown(string mode)
    {
        await _sandbox.OutageAsync(mode);

        (await AuthorizeAsync()).ShouldBe(ProviderAnswer.Unknown);
    }

    [Fact]
    public async Task Authorize_FirstCallLostAndSecondTurnedAway_IsUnknown()
    {
        var answer = AuthorizeAsync("tok_timeout");
        await Eventually.TrueAsync(async () => (await _sandbox.BooksAsync(_orderId)).Authorized > 0, "the first call's effect");

        await _sandbox.OutageAsync("Overloaded");

        (await answer).ShouldBe(ProviderAnswer.Unknown);
    }

    [Fact]
    public async Task Capture_CapturedUnderAnotherKey_IsTheSameCapture()
    {
        var authorized = await AuthorizeAsync();
        var first = await PerformAsync(OperationKind.Capture, "first", authorized.Id);

        (await PerformAsync(OperationKind.Capture, "second", authorized.Id)).ShouldBe(first);

        (await _sandbox.BooksAsync(_orderId)).Captured.ShouldBe(23_000);
    }

    [Fact]
    public async Task Capture_CardFailsTwice_IsRefusedTwiceAndThenDone()
    {
        var authorized = await AuthorizeAsync("tok_capturefail2");

        (await PerformAsync(OperationKind.Capture, "1", authorized.Id)).ShouldBe(ProviderAnswer.Refused("capture_failed"));
        (await PerformAsync(OperationKind.Capture, "2", authorized.Id)).ShouldBe(ProviderAnswer.Refused("capture_failed"));
        (await PerformAsync(OperationKind.Capture, "3", authorized.Id)).Outcome.ShouldBe(ProviderOutcome.Succeeded);
    }

    [Fact]
    public async Task Void_Captured_NamesTheCapture()
    {
        var authorized = await AuthorizeAsync();
        var captured = await PerformAsync(OperationKind.Capture, "capture", authorized.Id);

        var answer = await PerformAsync(OperationKind.Void, "void", authorized.Id);

        (answer.Outcome, answer.CaptureId).ShouldBe((ProviderOutcome.Refused, captured.Id));
    }

    [Fact]
    public async Task Void_VoidedUnderAnotherKey_IsDone()
    {
        var authorized = await AuthorizeAsync();
        await PerformAsync(OperationKind.Void, "first", authorized.Id);

        (await PerformAsync(OperationKind.Void, "second", authorized.Id)).Outcome.ShouldBe(ProviderOutcome.Succeeded);
        (await PerformAsync(OperationKind.Capture, "capture", authorized.Id)).Outcome.ShouldBe(ProviderOutcome.Refused);
    }

    [Fact]
    public async Task LookUp_EveryState_SaysWhatItMeans()
    {
        await AuthorizeAsync();
        var voided = await PerformAsync(OperationKind.Authorize, "second");
        await PerformAsync(OperationKind.VoidSurplus, "void", voided.Id);
        var captured = await PerformAsync(OperationKind.Authorize, "third");
        var capture = await PerformAsync(OperationKind.Capture, "capture", captured.Id);
        var refunded = await PerformAsync(OperationKind.Authorize, "fourth");
        var refundedCapture = await PerformAsync(OperationKind.Capture, "capture again", refunded.Id);
        await PerformAsync(OperationKind.Refund, "refund", captureId: refundedCapture.Id);

        var answer = await PerformAsync(OperationKind.LookUp, "authorize");

        answer.Outcome.ShouldBe(ProviderOutcome.Succeeded);
        answer.Found.Select(found => found.Standing).ShouldBe(
            [AuthorizationStanding.Open, AuthorizationStanding.Over, AuthorizationStanding.Captured, AuthorizationStanding.Over]);
        (answer.Found[1].Id, answer.Found[2].CaptureId).ShouldBe((voided.Id!, capture.Id));
        _calls.Keys[^1].ShouldBe("GET");
    }

    [Fact]
    public async Task LookUp_NothingThere_FindsNothing()
    {
        var answer = await PerformAsync(OperationKind.LookUp, "authorize");

        answer.Outcome.ShouldBe(ProviderOutcome.Succeeded);
        answer.Found.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("Down")]
    [InlineData("Overloaded")]
    public async Task LookUp_NoAnswer_DoesNotPassForNothing(string mode)
    {
        await _sandbox.OutageAsync(mode);

        (await PerformAsync(OperationKind.LookUp, "authorize")).Outcome.ShouldBeOneOf(ProviderOutcome.Unknown, ProviderOutcome.NotReached);
        // A question may be repeated like everything else.
        _calls.Keys.ShouldBe(["GET", "GET"]);
    }

    [Theory]
    [InlineData(HttpStatusCode.OK, "{}")]
    [InlineData(HttpStatusCode.OK, "[]")]
    [InlineData(HttpStatusCode.OK, "<html>")]
    [InlineData(HttpStatusCode.NotFound, "{\"items\":[]}")]
    public async Task LookUp_AnswerThatIsNoList_DoesNotPassForNothing(HttpStatusCode status, string body)
    {
        _provider = Create("http://provider", new FixedAnswerHandler(status, body));

        (await PerformAsync(OperationKind.LookUp, "authorize")).Outcome.ShouldBeOneOf(ProviderOutcome.Unknown, ProviderOutcome.Refused);
    }

    [Fact]
    public async Task LookUp_StateThatNobodyKnows_IsUnclear()
    {
        _provider = Create("http://provider", new FixedAnswerHandler(HttpStatusCode.OK, "{\"items\":[{\"id\":\"auth_1\",\"state\":\"Pending\"}]}"));

        (await PerformAsync(OperationKind.LookUp, "authorize")).Found.ShouldHaveSingleItem().Standing.ShouldBe(AuthorizationStanding.Unclear);
    }

    [Fact]
    public async Task Perform_LeaseRanOut_SendsNothing()
    {
        var call = Call(OperationKind.Authorize, "authorize") with { SendBefore = TimeProvider.System.GetUtcNow() };

        (await _provider.PerformAsync(call, TestContext.Current.CancellationToken)).ShouldBe(ProviderAnswer.NotReached);

        _calls.Keys.ShouldBeEmpty();
    }

    [Fact]
    public async Task Perform_LeaseRunsOutBetweenTwoCalls_SendsNoSecondOne()
    {
        await _sandbox.OutageAsync("Slow");
        var call = Call(OperationKind.Authorize, "authorize") with { SendBefore = TimeProvider.System.GetUtcNow() + _options.AttemptTimeout };

        (await _provider.PerformAsync(call, TestContext.Current.CancellationToken)).ShouldBe(ProviderAnswer.Unknown);

        _calls.Keys.ShouldBe(["authorize"]);
    }

    [Fact]
    public async Task Perform_TooManyFailures_OpensTheCircuitAndCallsNobodyUntilAProbeCloses()
    {
        var recovered = 0;
        _circuit.Recovered += () => recovered++;
        await _sandbox.OutageAsync("Down");
        await AuthorizeAsync();
        await AuthorizeAsync();
        _circuit.IsClosed.ShouldBeFalse();
        _circuit.OpensIn.ShouldBeGreaterThan(TimeSpan.Zero);
        var calls = _calls.Keys.Count;

        (await AuthorizeAsync()).ShouldBe(ProviderAnswer.NotReached);

        _calls.Keys.Count.ShouldBe(calls);
        await _sandbox.HealAsync();
        await Eventually.TrueAsync(() => _circuit.OpensIn <= TimeSpan.Zero, "the time for a probe");
        (await AuthorizeAsync()).Outcome.ShouldBe(ProviderOutcome.Succeeded);
        _circuit.IsClosed.ShouldBeTrue();
        recovered.ShouldBe(1);
    }

    [Fact]
    public async Task CaptureTwice_Captured_IsSeenInTheBooks()
    {
        var saboteur = new CaptureTwice(_provider);
        var authorized = await AuthorizeAsync();

        await saboteur.PerformAsync(Call(OperationKind.Capture, "capture", authorized.Id), CancellationToken.None);

        (await _sandbox.BooksAsync(_orderId)).Captured.ShouldBe(46_000);
    }

    private HttpPaymentProvider Create(string url, HttpMessageHandler? handler = null)
    {
        var options = Options.Create(_options);
        _circuit = new ProviderCircuit(TimeProvider.System, options, NullLogger<ProviderCircuit>.Instance);
        return new HttpPaymentProvider(
            new HttpClient(handler ?? _calls) { BaseAddress = new Uri(url) },
            new ProviderPipeline(_circuit, TimeProvider.System, options, NullLoggerFactory.Instance),
            TimeProvider.System,
            NullLogger<HttpPaymentProvider>.Instance);
    }

    private Task<ProviderAnswer> AuthorizeAsync(string token = "tok_ok") =>
        _provider.PerformAsync(Call(OperationKind.Authorize, "authorize", token: token), TestContext.Current.CancellationToken);

    private Task<ProviderAnswer> PerformAsync(OperationKind kind, string key, string? authorizationId = null, string? captureId = null) =>
        _provider.PerformAsync(Call(kind, key, authorizationId, captureId), TestContext.Current.CancellationToken);

    private ProviderCall Call(
        OperationKind kind, string key, string? authorizationId = null, string? captureId = null, string token = "tok_ok") =>
        new(kind, key, _orderId, Orders.Total, new PaymentToken(token), authorizationId, captureId, DateTimeOffset.MaxValue);
}
