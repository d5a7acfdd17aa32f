using System.Net;
using System.Text;

namespace Delivery.Payments.Tests.Support;

/// <summary>A provider that answers every call with the same status and body.</summary>
internal sealed class FixedAnswerHandler(HttpStatusCode status, string body) : HttpMessageHandler
{
    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
        Task.FromResult(new HttpResponseMessage(status) { Content = new StringContent(body, Encoding.UTF8, "application/json") });
}
