namespace Delivery.IntegrationTests.Tracing;

/// <summary>As numbered by OTLP.</summary>
internal enum SpanKind
{
    Unspecified,
    Internal,
    Server,
    Client,
    Producer,
    Consumer,
}
