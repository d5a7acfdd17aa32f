using System.Net;
using System.Text;
using Delivery.ServiceDefaults.Authorization;
using Delivery.Testing.Harness;
using Delivery.Testing.Servers;
using Delivery.Workflows.Runtime.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Shouldly;
using Xunit;
using static Delivery.Workflows.Runtime.Tests.Support.HttpElsa;

namespace Delivery.Workflows.Runtime.Tests.Http;

/// <summary>A key stands for one request of one caller.</summary>
public abstract class RequestKeyTests(TestDatabase database) : RuntimeTests(database)
{
    private const string RandomKey = "0b9f3c52-7d1e-4a68-9c04-5e2f8a61d7b3";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("/workflows/order?table=7", "soup", "text/plain", null)]
    [InlineData("/workflows/order", "rice", "text/plain", null)]
    [InlineData("/workflows/order", "soup", "text/xml", null)]
    [InlineData("/workflows/order", "soup", "text/plain", "ord_2")]
    public async Task Request_WithAKeyOfAnother_IsRefusedAndNotTaken(string path, string body, string type, string? correlationId)
    {
        var host = await StartOpenAsync();
        var client = host.CreateClient(Roles.Customer);
        (await SendAsync(client, "key-1", Text("soup"))).StatusCode.ShouldBe(HttpStatusCode.Created);

        var other = await SendAsync(client, "key-1", Text(body, type), path, correlationId);

        await other.ShouldBeProblemAsync(422, "idempotency-key-reused");
        (await SendAsync(client, "key-1", Text("soup"))).StatusCode.ShouldBe(HttpStatusCode.Created);
        (await host.QueryAsync(db => db.Instances.CountAsync())).ShouldBe(1);
    }

    [Fact]
    public async Task Request_WithAKeyOfAnotherThatIsTakenMeanwhile_IsRefused()
    {
        Func<Task>? meanwhile = null;
        var one = await StartAsync(options => options with
        {
            Interceptor = new CommandPoints(sql =>
                sql.Contains("triggers", StringComparison.Ordinal) && Interlocked.Exchange(ref meanwhile, null) is { } run ? run() : Task.CompletedTask),
        });
        var other = await StartOpenAsync();
        meanwhile = () => SendAsync(other.CreateClient(Roles.Customer), "key-1", Text("soup"));

        var response = await SendAsync(one.CreateClient(Roles.Customer), "key-1", Text("rice"));

        await response.ShouldBeProblemAsync(422, "idempotency-key-reused");
        (await one.QueryAsync(db => db.Instances.CountAsync())).ShouldBe(1);
    }

    [Fact]
    public async Task Request_FormSentAgainWithAnotherBoundary_IsTheSame()
    {
        var host = await StartOpenAsync();
        var client = host.CreateClient(Roles.Customer);

        var first = await SendAsync(client, "key-1", Form("one"));
        var second = await SendAsync(client, "key-1", Form("two"));

        (await second.Content.ReadAsStringAsync(Cancellation)).ShouldBe(await first.Content.ReadAsStringAsync(Cancellation));
        (await host.QueryAsync(db => db.Instances.CountAsync())).ShouldBe(1);

        static MultipartFormDataContent Form(string boundary) => new(boundary) { { new StringContent("soup"), "dish" } };
    }

    [Fact]
    public async Task Request_LargerThanAnythingAndRepeated_IsRefusedEachTime()
    {
        var host = await StartOpenAsync(http => http.MaxRequestBytes = 100);
        var client = host.CreateClient(Roles.Customer);

        foreach (var hasLength in new[] { true, false, true })
        {
            HttpContent content = hasLength ? new ByteArrayContent(new byte[101]) : new StreamContent(new Unsized(new byte[101]));
            await (await SendAsync(client, "key-1", content)).ShouldBeProblemAsync(413, "body-too-large");
        }

        (await SendAsync(client, "key-1", Text(new string('x', 100)))).StatusCode.ShouldBe(HttpStatusCode.Created);
    }

    [Theory]
    [InlineData("1")]
    [InlineData("00000000-0000-0000-0000-000000000000")]
    public async Task Request_OfUnknownCallersWithAKeyThatAnybodyMayHave_IsRefused(string key)
    {
        var host = await StartOpenAsync();

        await (await SendAsync(host.CreateClient(), key, Text("soup"))).ShouldBeProblemAsync(400, "idempotency-key-guessable");

        (await host.QueryAsync(db => db.Instances.CountAsync())).ShouldBe(0);
        (await SendAsync(host.CreateClient(Roles.Customer), key, Text("soup"))).StatusCode.ShouldBe(HttpStatusCode.Created);
        await (await SendAsync(host.CreateClient(), key, Text("soup"))).ShouldBeProblemAsync(400, "idempotency-key-guessable");
    }

    [Fact]
    public async Task Request_OfAnUnknownCallerWithARandomKey_IsTakenOnceAndNobodyElses()
    {
        var host = await StartOpenAsync();

        var first = await (await SendAsync(host.CreateClient(), RandomKey, Text("soup"))).Content.ReadAsStringAsync(Cancellation);
        var again = await (await SendAsync(host.CreateClient(), RandomKey, Text("soup"))).Content.ReadAsStringAsync(Cancellation);
        var known = await (await SendAsync(host.CreateClient(Roles.Customer), RandomKey, Text("soup"))).Content.ReadAsStringAsync(Cancellation);

        again.ShouldBe(first);
        known.ShouldNotBe(first);
        (await host.QueryAsync(db => db.Instances.CountAsync())).ShouldBe(2);
    }

    [Fact]
    public async Task Request_OfAnUnknownCallerWhereNoneIsLetIn_IsToldSoWhateverItsKey()
    {
        var host = await StartOpenAsync(http => http.AllowAnonymous = false);

        await (await SendAsync(host.CreateClient(), "1", Text("soup"))).ShouldBeProblemAsync(401, "unauthenticated");
    }

    private async Task<RuntimeHost> StartOpenAsync(Action<Runtime.Http.WorkflowHttpOptions>? configure = null)
    {
        var host = await StartAsync(options => options with
        {
            Http = http =>
            {
                http.AllowAnonymous = true;
                configure?.Invoke(http);
            },
        });
        await host.PublishAsync(Elsa.Sequence("order", Endpoint("order", "POST"), Answer("getWorkflowInstanceId()")));
        return host;
    }

    private static StringContent Text(string body, string type = "text/plain") => new(body, Encoding.UTF8, type);

    private static async Task<HttpResponseMessage> SendAsync(
        HttpClient client, string key, HttpContent content, string path = "/workflows/order", string? correlationId = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = content, Headers = { { "Idempotency-Key", key } } };
        request.Headers.TransferEncodingChunked = content.Headers.ContentLength is null;
        if (correlationId is not null)
        {
            request.Headers.Add("X-Correlation-ID", correlationId);
        }

        return await client.SendAsync(request, Cancellation);
    }
}
