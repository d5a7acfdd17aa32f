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

    private HttpPaymentProvider Create(string url)
    {
        var options = Options.Create(_options);
        _circuit = new ProviderCircuit(TimeProvider.System, options, NullLogger<ProviderCircuit>.Instance);
        return new HttpPaymentProvider(
            new HttpClient(_calls) { BaseAddress = new Uri(url) },
            new ProviderPipeline(_circuit, TimeProvider.System, options, NullLoggerFactory.Instance),
            NullLogger<HttpPaymentProvider>.Instance);
    }

    private Task<ProviderAnswer> AuthorizeAsync(string token = "tok_ok") =>
        _provider.PerformAsync(Call(OperationKind.Authorize, "authorize", token: token), TestContext.Current.CancellationToken);

    private Task<ProviderAnswer> PerformAsync(OperationKind kind, string key, string? authorizationId = null, string? captureId = null) =>
        _provider.PerformAsync(Call(kind, key, authorizationId, captureId), TestContext.Current.CancellationToken);

    private ProviderCall Call(
        OperationKind kind, string key, string? authorizationId = null, string? captureId = null, string token = "tok_ok") =>
        new(kind, key, _orderId, Orders.Total, new PaymentToken(token), authorizationId, captureId);
}
