using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Security.Claims;
using Delivery.ServiceDefaults.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Logging;

namespace Delivery.ServiceDefaults.Tests.Http;

/// <summary>Browsers put the token of a hub's connection into the address, which every server logs.</summary>
public sealed class AddressTokensTests
{
    private const string Hub = "/elsa/hubs/workflow-instance/negotiate";

    [Theory]
    [InlineData(Hub)]
    [InlineData("/elsa/api/hubs/workflow-instance")]
    public async Task Token_InAHubsAddress_IsAcceptedAndNotSeenAgain(string path)
    {
        await using var app = await StartAsync();
        var token = app.Token("viewer-1", Roles.Viewer);

        using var response = await app.Client.GetAsync($"{path}?id=7&access_token={token}&x=%20y", TestContext.Current.CancellationToken);

        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).ShouldBe("viewer-1 ?id=7&x=%20y " + path + "?id=7&x=%20y");
    }

    [Theory]
    [InlineData("/api/orders")]
    [InlineData("/elsa/api/workflow-definitions")]
    [InlineData("/elsa/hubsandmore")]
    public async Task Token_InAnotherAddress_CountsForNothing(string path)
    {
        await using var app = await StartAsync();

        using var response = await app.Client.GetAsync($"{path}?access_token={app.Token("viewer-1", Roles.Viewer)}", TestContext.Current.CancellationToken);

        response.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task Token_InTheHeaderToo_IsTheOneThatCounts()
    {
        await using var app = await StartAsync();
        app.SignIn("viewer-1", Roles.Viewer);

        var answer = await app.Client.GetStringAsync($"{Hub}?access_token={app.Token("viewer-2", Roles.Viewer)}", TestContext.Current.CancellationToken);

        answer.ShouldStartWith("viewer-1 ");
    }

    [Theory]
    [InlineData("access_token={0}")]
    [InlineData("id=7&Access_Token={0}")]
    [InlineData("access%5Ftoken={0}&id=7")]
    [InlineData("access_token=x&access_token={0}")]
    [InlineData("access_token=%0d%0a{0}")]
    public async Task Token_InAnAddress_IsInNoLogAndNoTrace(string query)
    {
        var (records, spans) = (new ConcurrentQueue<string>(), new ConcurrentQueue<string>());
        using var listener = new ActivityListener
        {
            ShouldListenTo = _ => true,
            Sample = (ref _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = activity => spans.Enqueue(
                $"{activity.Kind} {activity.DisplayName}" + string.Concat(activity.TagObjects.Select(tag => $" {tag.Key}={tag.Value}"))),
        };
        ActivitySource.AddActivityListener(listener);
        const string canary = "canary-in-the-address";
        await using (var app = await StartAsync(builder =>
        {
            builder.Logging.SetMinimumLevel(LogLevel.Trace);
            builder.Logging.AddProvider(new RecordingProvider(records));
        }))
        {
            foreach (var path in new[] { Hub, "/nothing", "/throws" })
            {
                using var response = await app.Client.GetAsync($"{path}?{query.Replace("{0}", canary, StringComparison.Ordinal)}", TestContext.Current.CancellationToken);
            }
        }

        records.ShouldContain(record => record.Contains(Hub, StringComparison.Ordinal), "the requests are logged");
        spans.ShouldContain(span => span.Contains(Hub, StringComparison.Ordinal), "and traced");
        records.Where(record => record.Contains(canary, StringComparison.Ordinal)).ShouldBeEmpty();
        // This test's own client knows the address, and has spans too.
        spans.Where(span => span.Contains(canary, StringComparison.Ordinal) && !span.StartsWith("Client", StringComparison.Ordinal)).ShouldBeEmpty();
    }

    private static Task<TestApp> StartAsync(Action<WebApplicationBuilder>? configure = null) => TestApp.StartAsync(
        map =>
        {
            map.MapGet("/throws", void () => throw new InvalidOperationException("On purpose.")).AllowAnonymous();
            map.MapGet("/{**path}", (HttpContext context, ClaimsPrincipal user) => $"{user.Subject()} {context.Request.QueryString} {Target(context)}");
        },
        configure: configure);

    private static string Target(HttpContext context) => context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget;

    private sealed class RecordingProvider(ConcurrentQueue<string> records) : ILoggerProvider, ILogger
    {
        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull
        {
            records.Enqueue($"{state}");
            return null;
        }

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            var members = state is IEnumerable<KeyValuePair<string, object?>> pairs ? string.Concat(pairs.Select(pair => $" {pair.Key}={pair.Value}")) : "";
            records.Enqueue(formatter(state, exception) + members + exception);
        }

        public void Dispose()
        {
        }
    }
}
