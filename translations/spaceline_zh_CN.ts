<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>Failure</name>
    <message>
        <source>The app reported an error.</source>
        <translation>应用报告了一个错误。</translation>
    </message>
    <message>
        <source>The command was not understood.</source>
        <translation>无法理解该命令。</translation>
    </message>
    <message>
        <source>The reply was stopped.</source>
        <translation>回复已停止。</translation>
    </message>
    <message>
        <source>This Space&apos;s free GPU time is used up.</source>
        <translation>此 Space 的免费 GPU 时间已用完。</translation>
    </message>
    <message>
        <source>The app expects other inputs than it was given.</source>
        <translation>应用需要的输入与收到的不一致。</translation>
    </message>
    <message>
        <source>The app failed while working on your request and does not say why.</source>
        <translation>应用在处理你的请求时失败，且没有说明原因。</translation>
    </message>
    <message>
        <source>The Space is not running.</source>
        <translation>此 Space 未在运行。</translation>
    </message>
    <message>
        <source>The Space was not found, or it is private and your token cannot see it.</source>
        <translation>找不到此 Space，或者它是私有的，而你的令牌无权查看。</translation>
    </message>
    <message>
        <source>There is no Space at this address.</source>
        <translation>此地址没有 Space。</translation>
    </message>
    <message>
        <source>The server does not accept this way of calling it.</source>
        <translation>服务器不接受这种调用方式。</translation>
    </message>
    <message>
        <source>The app offers nothing that can be chatted with.</source>
        <translation>此应用没有可供对话的接口。</translation>
    </message>
    <message>
        <source>The Space no longer remembers this conversation.</source>
        <translation>此 Space 已不记得这次对话。</translation>
    </message>
    <message>
        <source>The app expects the conversation in another form.</source>
        <translation>应用需要另一种格式的对话记录。</translation>
    </message>
    <message>
        <source>The server has stopped answering.</source>
        <translation>服务器已停止响应。</translation>
    </message>
    <message>
        <source>The connection was lost before the reply was complete.</source>
        <translation>回复尚未完成，连接就已中断。</translation>
    </message>
    <message>
        <source>The Space is busy: its queue is full.</source>
        <translation>此 Space 正忙：队列已满。</translation>
    </message>
    <message>
        <source>The server asks for fewer requests for a while.</source>
        <translation>服务器要求暂时减少请求。</translation>
    </message>
    <message>
        <source>A web page came back where the app&apos;s answer was expected.</source>
        <translation>本应收到应用的回答，却收到了一个网页。</translation>
    </message>
    <message>
        <source>The app did not accept a file.</source>
        <translation>应用未接受某个文件。</translation>
    </message>
    <message>
        <source>A file of the reply could not be fetched.</source>
        <translation>无法获取回复中的某个文件。</translation>
    </message>
    <message>
        <source>This app asks for a user name and a password.</source>
        <translation>此应用需要用户名和密码。</translation>
    </message>
    <message>
        <source>This app asks you to sign in with Hugging Face.</source>
        <translation>此应用要求你使用 Hugging Face 登录。</translation>
    </message>
    <message>
        <source>No GPU could be had for this request.</source>
        <translation>未能为此请求分配 GPU。</translation>
    </message>
    <message>
        <source>The server&apos;s answer could not be read.</source>
        <translation>无法读取服务器的回答。</translation>
    </message>
    <message>
        <source>The server has lost this session.</source>
        <translation>服务器已丢失此会话。</translation>
    </message>
    <message>
        <source>The app expects text and files together.</source>
        <translation>应用需要同时提供文字和文件。</translation>
    </message>
    <message>
        <source>The app does not accept the value of a parameter.</source>
        <translation>应用不接受某个参数的值。</translation>
    </message>
    <message>
        <source>Hugging Face does not accept this token.</source>
        <translation>Hugging Face 不接受此令牌。</translation>
    </message>
    <message>
        <source>The server cannot be reached.</source>
        <translation>无法连接服务器。</translation>
    </message>
    <message>
        <source>There is a server at this address, but it is not a Gradio app.</source>
        <translation>此地址有服务器，但它不是 Gradio 应用。</translation>
    </message>
    <message>
        <source>The server gives a wrong address for itself.</source>
        <translation>服务器给出的自身地址有误。</translation>
    </message>
    <message>
        <source>The server sends on to another address that cannot be followed.</source>
        <translation>服务器转到了另一个无法跟随的地址。</translation>
    </message>
</context>
</TS>
